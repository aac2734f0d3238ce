"""`@override` for Qt's overridden methods: checked by mypy, nothing at run time (Python 3.11 has none of its own)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method):
        """Return the method as it is."""
        return method


__all__ = ["override"]
