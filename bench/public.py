"""How public forms fare: pyxform's verdict beside ours, random steps, and every page in the real renderer.

`GOLDAW_PUBLIC_FORMS=FOLDER python -m bench.public` takes spreadsheets, CSV, Markdown and XForms, each by itself; attached files
are taken for empty.
"""

from __future__ import annotations

import gc
import io
import json
import os
import random
import sys
import tempfile
import traceback
from collections import Counter
from datetime import datetime
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QApplication
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from app.forms import runner
from app.forms.authoring import checking
from app.forms.authoring.attachments import Attached
from app.forms.authoring.report import Report
from app.forms.authoring.saying_words import STUMBLED
from app.forms.authoring.sentences import NOT_BUILT
from app.forms.definition import load
from app.forms.live import path_of
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT
from app.store.vault import Vault
from app.ui import qt_words, theme
from app.ui.background import Background
from app.ui.forms.trial import TrialPage
from bench.renderer import Gaps, a_case, rest, session, until

STEPS, REACH = 60, 50
ANSWERS = ("abc", "5", "2.5", "2020-02-03", "10:11:00.000+05:00", "37.9 58.3 0 0", "yes")
KINDS = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".md", ".xml"})


def theirs(data: bytes, name: str) -> str:
    """Return what pyxform alone makes of a form."""
    if checking.is_xform(data):
        return "an XForm"
    try:
        convert(io.BytesIO(data), file_type=Path(name).suffix.lower(), form_name="data")
    except PyXFormError:
        return "refused"
    except Exception:  # noqa: BLE001 - it breaks in many ways
        return "broke"
    return "taken"


def run(report: Report) -> None:
    """Answer a form with random steps; whatever is no refusal of one step comes out as it is."""
    picked = random.Random(report.file)
    form = Session(load(report.xml.encode(), media=Attached({})), clock=lambda: datetime.now(ASHGABAT))
    steps = []
    for _ in range(STEPS):
        item = picked.choice(list(form.root.all_inside) or [form.root])
        options = [code for code, _ in form.world.options(item)] if form.is_select(item) else []
        steps.append(json.dumps({"set": [path_of(item), picked.choice(options or ANSWERS)]}))
    for _line in runner.run(report.xml.encode(), steps, media=Attached({})):
        pass


class Screen:
    """A window that shows one form after the other; `longest` is the longest pause of the last one in milliseconds."""

    def __init__(self, folder: Path) -> None:
        made: list[str] = []

        def vault() -> Vault:
            opened, stream = a_case(folder)
            made.append(stream)
            return opened

        self.background: Background[Vault] = Background(vault)
        self.background.start(lambda: None, print)
        until(lambda: bool(made) and not self.background.busy)
        self.gaps, self.longest, self.pages = Gaps(), 0.0, 0
        sys.excepthook = lambda _kind, error, _trace: self.broken.append(error)
        self.broken: list[BaseException] = []

    def turn(self, report: Report) -> None:
        """Show every page of a form, every language, both at once, and look for what is missing."""
        gc.collect()
        gc.freeze()  # the forms before are no part of this one
        page = TrialPage(self.background, session())
        page.resize(1024, 600)
        page.show()
        rest(0.02)
        self.longest = 0.0
        self.gaps.take()
        page.load(xml=report.xml.encode(), media={})
        until(lambda: page.filling is not None)
        self._settle()
        for index in [one.index for one in page.filling.outline(range(999))] if page.filling else []:
            page.go(index)
            self._settle()
            self.pages += 1
        for button in page.head.buttons.values():
            button.click()
            self._settle()
        page.head.both.setChecked(True)
        self._settle()
        page.check()
        self._settle()
        page.put_away()
        page.deleteLater()
        rest(0.02)

    def _settle(self) -> None:
        began = perf_counter()
        until(lambda: perf_counter() - began > 0.02)
        self.longest = max(self.longest, self.gaps.worked * 1000)
        self.gaps.take()


def main() -> None:
    """Print how many agree, and name every form that does not or that halts the window."""
    folder = os.environ.get("GOLDAW_PUBLIC_FORMS")
    if not folder:
        print("GOLDAW_PUBLIC_FORMS names no folder of public forms")
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is asked for a screen
    app = QApplication([])
    theme.apply(app)
    qt_words.speak(app, "tk")
    counted: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as place:
        screen = Screen(Path(place))
        for path in sorted(one for one in Path(folder).iterdir() if one.suffix.lower() in KINDS):
            data = path.read_bytes()
            report, verdict = checking.check(data, path.name), theirs(data, path.name)
            counted[verdict, "taken" if report.usable else "refused"] += 1
            if verdict == "taken" and not report.usable:
                print(f"{path.name}: only we refuse it: {'; '.join(map(str, report.errors))}")
            if any(one.sentence in (NOT_BUILT, STUMBLED) for one in report.findings):
                print(f"{path.name}: pyxform is quoted")
            if report.usable:
                _tried(screen, report)
        screen.background.drain()
    for (verdict, own), count in sorted(counted.items()):
        print(f"pyxform: {verdict:10} here: {own:10} {count}")
    print(f"pages turned: {screen.pages}")


def _tried(screen: Screen, report: Report) -> None:
    try:
        run(report)
        screen.turn(report)
    except Exception:  # noqa: BLE001 - that is what is looked for
        print(f"{report.file}: {traceback.format_exc()}")
    for error in screen.broken:
        print(f"{report.file}: {error!r}")
    screen.broken.clear()
    if screen.longest > REACH:
        print(f"{report.file}: the window worked {screen.longest:.0f} ms without a pause, reach {REACH}")


if __name__ == "__main__":
    main()
