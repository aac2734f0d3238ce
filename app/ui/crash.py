"""What we write down of our own mistakes: kinds and places in the code, never what anybody typed."""

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

from app.errors import N_, UserError

_log = logging.getLogger("goldaw.crash")
_ROOT = Path(__file__).resolve().parents[2]


class Unexpected(UserError):
    """Our own mistake, as the person hears of it."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Something went wrong inside the program. What was saved before is kept. Please try again; "
                "if it happens again, tell the person who looks after this computer."
            )
        )


def described(error: BaseException) -> str:
    """Return an error's kind and the code locations it passed; no messages, no values, causes included."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        places = " < ".join(_place(frame) for frame in reversed(traceback.extract_tb(seen.__traceback__)))
        parts.append(f"{type(seen).__module__}.{type(seen).__qualname__} at {places or 'unknown'}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "; because of ".join(parts)


def _place(frame: traceback.FrameSummary) -> str:
    file = Path(frame.filename)
    name = file.relative_to(_ROOT).as_posix() if file.is_relative_to(_ROOT) else file.name
    return f"{name}:{frame.lineno} {frame.name}"


def report(error: BaseException) -> None:
    """Write a mistake down."""
    _log.error("%s", described(error))


def install() -> None:
    """Let every mistake that reaches the top be written down this way, without its message."""
    sys.excepthook = _hook


def _hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    report(error)
