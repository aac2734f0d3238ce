"""One template of vaults for all histories, and a fresh office from it for each."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.invariants.office import Office, copied, template

Opened = Callable[[], AbstractContextManager[Office]]


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Return a way to open a fresh office; one history uses one."""
    # In memory where there is such a place: what a disk does to a vault is proven elsewhere, and syncing is slow.
    memory = Path("/dev/shm")  # noqa: S108
    root = Path(mkdtemp(dir=memory)) if memory.is_dir() else tmp_path_factory.mktemp("offices")
    (root / "template").mkdir()
    template(root / "template")

    @contextmanager
    def opened() -> Iterator[Office]:
        folder = Path(mkdtemp(dir=root))
        office = copied(root / "template", folder)
        try:
            yield office
        finally:
            office.close()
            shutil.rmtree(folder)

    yield opened
    shutil.rmtree(root)


@pytest.fixture
def office(offices: Opened) -> Iterator[Office]:
    """A fresh office for one scenario."""
    with offices() as one:
        yield one
