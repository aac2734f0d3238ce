"""What stands before the password knows of the folders, and nothing of what is in them: quick to load on an old laptop."""

from pathlib import Path

from app import resources
from app.errors import N_
from app.i18n import current
from app.models.place import PlaceTable
from app.store import WeakPassword, attempts, header_file, passwords
from app.ui.pages.inputs import etraps, named, welayats
from app.ui.wizard_pages import PlaceOption

# The practice village is several vaults in one folder; these of them can be opened from the first page.
PRACTICE_VAULTS = (("worker-1", N_("Practice village")), ("centre", N_("Practice village: the centre")))


def is_vault(folder: Path) -> bool:
    """Tell whether there is a case file in a folder."""
    return any(path.exists() for path in header_file.copies(folder))


def seconds_to_wait(folder: Path) -> int:
    """Return how long the next try has to wait after wrong passwords."""
    return round(attempts.delay_after(attempts.failures(folder)))


def vaults_of(cases: Path, practice: Path) -> list[tuple[Path, str, bool]]:
    """Return the vaults that are there: folder, what to call it (a msgid), whether it is for practice."""
    every = [(cases, N_("My cases"), False)]
    every += [(practice / name, title, True) for name, title in PRACTICE_VAULTS]
    return [(folder, title, invented) for folder, title, invented in every if is_vault(folder)]


def strength(password: str) -> str:
    """Return what a new password is worth: a msgid, or a trouble in the language in use with its figures filled in."""
    try:
        passwords.accepted(password)
    except WeakPassword as weak:
        return current().sentence(weak)
    return passwords.layout_hint(password) or N_("This password holds.")


def place_table() -> PlaceTable:
    """Return the shipped list of places."""
    return PlaceTable.parse(resources.text("places.csv"))


def place_options(places: PlaceTable) -> list[PlaceOption]:
    """Return the welaýats and their etraps as the first run offers them."""

    def option(place: str, inside: tuple[PlaceOption, ...] = ()) -> PlaceOption:
        return PlaceOption(code=place, name=named(places, place), inside=inside)

    return [
        option(welayat, tuple(option(etrap) for etrap in etraps(places, welayat)))
        for welayat in welayats(places)
    ]
