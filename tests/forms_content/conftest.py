"""The national forms: every folder of resources/forms, or the one whose tests stand in the folder of its name."""

from pathlib import Path

import pytest

from app import resources
from app.forms.authoring import build
from app.forms.authoring.tables import Tables, read_folder
from tests.forms_content.filled import Fill, described

HERE = Path(__file__).parent
FOLDERS = tuple(build.folders(resources.path("forms")))


def _own(node: pytest.FixtureRequest | pytest.Metafunc) -> str:
    module = node.module.__file__ if node.module else ""
    inside = Path(module).relative_to(HERE).parts
    return inside[0] if len(inside) > 1 else ""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask a test of this folder for every form, and a test of a form's own folder for that form."""
    if "folder" in metafunc.fixturenames:
        own = _own(metafunc)
        begins = getattr(
            metafunc.module, "FORMS", own
        )  # a test file may speak of the forms whose names begin so
        wanted = [one for one in FOLDERS if own in ("", one.name) and one.name.startswith(begins)]
        if "situation" in metafunc.fixturenames:
            told = [(one, *story) for one in wanted for story in described(one.name)["people"].items()]
            pairs, ids = (
                [(one, story) for one, _, story in told],
                [f"{one.name}-{name}" for one, name, _ in told],
            )
            metafunc.parametrize(("folder", "situation"), pairs, ids=ids, scope="session")
        else:
            metafunc.parametrize("folder", wanted, ids=lambda one: one.name, scope="session")


@pytest.fixture(scope="session")
def form(folder: Path) -> Tables:
    """The tables of a form."""
    return read_folder(folder)


@pytest.fixture(scope="session")
def fill(folder: Path) -> Fill:
    """A form, ready to be filled for one described person after another."""
    return Fill(folder)
