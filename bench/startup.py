"""How long until the password page and the list of cases are there, and what memory the idle window takes.

`python -m bench.startup` measures as it is; with `--old-laptop` everything is pinned to one core, where three busy loops
leave a quarter of it, and hardware AES is off. The peer is an empty QMainWindow in the same setting.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PASSWORD = "oba ýol nar gül gezelenç"
NO_AES = "~0x200000200000000:~0x20000000"
BUSY = "while True: pass"
CASES = 2000
ROUNDS = 3


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _say(began: float, spent: float) -> None:
    print(f"{time.monotonic() - began:.3f} {time.process_time() - spent:.3f} {_resident():.0f}", flush=True)


def empty(began: float) -> None:
    """Show an empty main window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.show()
    app.processEvents()
    _say(began, 0.0)


def window(began: float, folder: Path, unlock: bool) -> None:
    """Show Goldaw, up to the password page or up to the list of cases (key derivation taken off)."""
    from PySide6.QtWidgets import QApplication

    from app.store import argon
    from app.ui.main_window import MainWindow, Surroundings

    app = QApplication([])
    shown = MainWindow(
        Surroundings(settings_file=folder / "settings.json", folders=(folder / "v", folder / "p"))
    )
    shown.show()
    app.processEvents()
    if unlock:
        derivation = time.monotonic()
        argon.password_key(PASSWORD, bytes(16), argon.FLOOR, None)  # what is taken off afterwards
        derivation = time.monotonic() - derivation
        began += 2 * derivation
        assert shown.entrance is not None
        assert shown.entrance.unlock is not None
        shown.entrance.unlock.unlock_asked.emit(str(folder / "v"), PASSWORD)
        while shown.workplace is None:
            app.processEvents()
        shown.workplace.go("cases")
        while shown.workplace.background.busy:
            app.processEvents()
        app.processEvents()
    _say(began, 0.0)
    if unlock and shown.background is not None:
        shown.close()


def _vault(folder: Path) -> None:
    from app.models.case import Case, Risk
    from app.models.household import Household, Kinship, Person, Sex
    from app.models.record import difference
    from app.store import argon, vault
    from app.store.header import Role
    from app.store.vault import Save

    new = vault.create(
        folder / "v", PASSWORD, role=Role.WORKER, name="Bench", place="TM-A-01", cost=argon.FLOOR
    )

    def saves() -> "list[tuple[str, list[Save]]]":
        made = []
        for n in range(CASES):
            home, person, case = (f"{kind}{n:031x}" for kind in "abc")
            edits = difference(None, Household(id=home, place="TM-A-01", address=f"Çynar köçesi {n}"))
            named = Person(
                id=person,
                surname=f"Synagow{n}",
                name="Sülgün",
                sex=Sex.FEMALE,
                birth="1961",
                kinship=Kinship.HEAD,
            )
            made.append((f"h:{home}", [Save(edits=edits + difference(None, named))]))
            opened = Case(id=case, client=person, household=home, opened="2026-11-01", risk=Risk.HIGH)
            made.append((f"c:{case}", [Save(edits=difference(None, opened))]))
        return made

    new.vault.commit_all(saves())
    new.vault.close()


def _run(what: str, folder: Path, old: bool) -> tuple[float, float, float]:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "bench.startup", "--child", what, str(folder)]
    if old:
        env["OPENSSL_ia32cap"] = NO_AES
        command = ["taskset", "-c", "0", *command]
    results = []
    for _ in range(ROUNDS):
        began = time.monotonic()
        done = subprocess.run(
            [*command, str(began)], env=env, capture_output=True, text=True, check=True, timeout=300
        )
        results.append(tuple(float(one) for one in done.stdout.split()[-3:]))
    return min(results)  # type: ignore[return-value]


def main() -> None:
    """Print seconds until shown, CPU seconds, and resident megabytes."""
    old = "--old-laptop" in sys.argv
    loops = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _vault(folder)
        if old:
            loops = [subprocess.Popen(["taskset", "-c", "0", sys.executable, "-c", BUSY]) for _ in range(3)]
        try:
            print("old laptop" if old else "this machine", f"({CASES} cases)")
            base = _run("empty", folder, old)
            for what, said in (("login", "password page"), ("list", "list of cases, without key derivation")):
                found = _run(what, folder, old)
                print(
                    f"{said}: {found[0]:.2f} s, {found[0] / base[0]:.2f} x an empty window ({base[0]:.2f} s); "
                    f"CPU {found[1]:.2f} s; memory {found[2]:.0f} MB (empty {base[2]:.0f} MB)"
                )
        finally:
            for loop in loops:
                loop.kill()
                loop.wait()


if __name__ == "__main__":
    if "--child" in sys.argv:
        at = sys.argv.index("--child")
        what, folder, began = sys.argv[at + 1 : at + 4]
        if what == "empty":
            empty(float(began))
        else:
            window(float(began), Path(folder), what == "list")
    else:
        main()
