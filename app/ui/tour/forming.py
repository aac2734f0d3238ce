"""The tour's form of the centre: written in a table, checked, tried, signed, carried to the laptop, filled, read, corrected."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.forms.authoring import worker as checker
from app.i18n import tr
from app.ui.forms.answer_sheet import Lines
from app.ui.forms.form_page import FormPage
from app.ui.forms.photo import PhotoEntry
from app.ui.forms.trial import TrialPage
from app.ui.pages.filled_page import FilledPage
from app.ui.pages.forms import FormsPage
from app.ui.tour.arriving import Desk, show_case
from app.ui.tour.hand import Hand

FORM, MISTAKE = "gys", "${wod}"
TABLE = """\
| survey |
| | type | name | label::Türkmen (tk) | label::Русский (ru) | relevant |
| | select_one wood | wood | Gyşa odun ýeterlikmi? | Хватит ли дров на зиму? | |
| | integer | days | Näçe güne ýeter? | На сколько дней хватит? | ${wod} = 'some' |
| | image | stove | Peçiň suraty | Фотография печи | |
| choices |
| | list_name | name | label::Türkmen (tk) | label::Русский (ru) |
| | wood | enough | Ýeterlik | Хватит |
| | wood | some | Az galdy | Осталось мало |
| | wood | none | Ýok | Нет |
| settings |
| | form_id | version | form_title | default_language |
| | gys | 2026113001 | Gyşa taýýarlyk / Подготовка к зиме | Türkmen (tk) |
"""


def publish(hand: Hand, centre: Desk, out: Path) -> bool:
    """Check a form that has a mistake, put it right, try it and sign it; tell whether this build can."""
    if not checker.is_there():
        hand.note("forms are not checked in this build")
        return False
    path = out / "gys.md"
    path.write_text(TABLE, encoding="utf-8")
    page = centre.page("forms")
    assert isinstance(page, FormsPage)  # noqa: S101 - that is its name in the window
    hand.heard(page.shown, lambda: centre.work.go("forms"), "the page of forms")
    hand.picture(centre.window, "centre-forms")
    (found,) = hand.heard(page.checked, lambda: page.check_file(path), "the checked form")
    hand.settle(centre.background)
    hand.expect(not found.report.usable, "a mistake that is found")
    hand.picture(centre.window, "centre-form-problems")
    path.write_text(TABLE.replace(MISTAKE, "${wood}"), encoding="utf-8")
    hand.heard(page.compared, page.check_again, "the form put right")
    hand.settle(centre.background)
    hand.picture(centre.window, "centre-form-checked")
    page.try_form()
    tried = centre.page("trial")
    assert isinstance(tried, TrialPage)  # noqa: S101 - that is its name in the window
    hand.until(lambda: tried.filling is not None, "the form on trial")
    hand.settle(centre.background)
    hand.picture(centre.window, "centre-form-trial")
    hand.heard(tried.left, tried.leave, "the end of the trial")
    hand.heard(page.published, page.publish, "the signed form")
    hand.settle(centre.background)
    hand.picture(centre.window, "centre-form-published")
    hand.note("form checked, put right, tried and signed", form=FORM)
    return True


def fill(hand: Hand, worker: Desk, stream: str, out: Path) -> None:
    """Fill the centre's form for a case, with a photograph; read it, and correct it with a reason."""
    page = _open(hand, worker, stream)
    photo = out / "stove.png"
    picture = QImage(640, 480, QImage.Format.Format_RGB32)
    picture.fill(QColor("#7a5c3e"))
    picture.save(str(photo))
    entry = next(iter(page.findChildren(PhotoEntry)))
    entry.begin(partial(entry.prepare, photo))
    hand.until(lambda: bool(entry.name), "the photograph in the vault")
    photo.unlink()
    _answer(page, wood="some", days="40")
    hand.settle(worker.background)
    hand.picture(worker.window, "form-of-the-centre")
    hand.heard(page.finished, page.finish, "the finished form")
    filled = _read(hand, worker, stream)
    hand.picture(worker.window, "form-read")
    page = worker.page("form")  # type: ignore[assignment]  # that is its name in the window
    filled.correct.click()
    hand.until(lambda: page.filling is not None, "the form to be corrected")
    hand.settle(worker.background)
    _answer(page, days="14")
    page.finish()
    hand.type(page.why.line, "Odun täzeden sanaldy.")
    hand.picture(worker.window, "form-correction")
    hand.heard(page.finished, page.why.give, "the correction")
    filled = _read(hand, worker, stream)
    said = " ".join(one.accessibleName() for one in filled.sheet.findChildren(Lines))
    hand.expect(": 14" in said and ": 40" not in said, "the corrected answer")
    hand.expect("Odun täzeden sanaldy." in filled.note.sentence.text(), "why it was corrected")
    hand.picture(worker.window, "form-corrected")
    hand.note("the centre's form filled with a photograph, read, and corrected with a reason")


def _open(hand: Hand, worker: Desk, stream: str) -> FormPage:
    case = show_case(hand, worker, stream)
    case.body.forms.menu.aboutToShow.emit()
    next(one for one in reversed(case.body.forms.menu.actions())).trigger()
    page = worker.page("form")
    assert isinstance(page, FormPage)  # noqa: S101 - that is its name in the window
    hand.until(lambda: page.opened is not None and page.opened.form_id == FORM, "the centre's form")
    hand.settle(worker.background)
    if page.view is not None:
        page.view.complete()
    return page


def _answer(page: FormPage, **answers: str) -> None:
    assert page.filling is not None  # noqa: S101 - it is open
    for name, value in answers.items():
        page.filling.answer(page.filling.session.item(f"/data/{name}"), value)


def _read(hand: Hand, worker: Desk, stream: str) -> FilledPage:
    case = show_case(hand, worker, stream)
    name = hand.heard(case.body.forms.read, lambda: _press_first(hand, case.body.forms), "a form to read")[0]
    page = worker.page("filled")
    assert isinstance(page, FilledPage)  # noqa: S101 - that is its name in the window
    hand.until(lambda: page.read is not None and page.read.form.hash.hex() == name, "the finished form")
    hand.settle(worker.background)
    return page


def _press_first(hand: Hand, card: QWidget) -> None:
    hand.press(next(one for one in card.findChildren(QAbstractButton) if one.text() == tr("Read")))
