"""The files beside a form, by name."""

from collections.abc import Iterator, Mapping
from pathlib import Path


class Folder(Mapping[str, bytes]):
    """The files of a folder by name, each read when the form asks for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> bytes:
        path = self._folder / name
        if Path(name).name != name or not path.is_file():
            raise KeyError(name)
        return path.read_bytes()

    def __iter__(self) -> Iterator[str]:
        return (one.name for one in sorted(self._folder.iterdir()) if one.is_file())

    def __len__(self) -> int:
        return sum(1 for _ in self)
