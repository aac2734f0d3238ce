"""What every test may ask for."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import settings

# The machine may be busy: time is measured in bench/, not here. The ordinary run tries the same examples every time, so
# that a red test is the change's own; `make soak` sets GOLDAW_EXPLORE and looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("GOLDAW_EXPLORE") else "steady")

NoClearText = Callable[[Path, Iterable[str]], None]


@pytest.fixture(scope="session")
def no_clear_text() -> NoClearText:
    """A check that no file under a folder, nor any file's name, holds one of the strings in UTF-8 or UTF-16."""

    def check(folder: Path, strings: Iterable[str]) -> None:
        wanted = [
            (text, text.encode(code)) for text in strings for code in ("utf-8", "utf-16-le", "utf-16-be")
        ]
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert files, "an empty folder proves nothing"
        for path in files:
            content = path.read_bytes() + str(path.relative_to(folder)).encode()
            found = [text for text, spelled in wanted if spelled in content]
            assert not found, f"{path.name} holds {found} in clear"

    return check
