"""Goldaw's window. `python -m app` opens it; everything is put together in `app.ui.main_window`."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] = ()) -> int:
    """Open the window and return the exit code."""
    from app.ui.start import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
