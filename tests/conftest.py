"""What every test may ask for."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile(
    "goldaw", deadline=None
)  # the machine may be busy; time is measured in bench/, not here
settings.load_profile("goldaw")

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
