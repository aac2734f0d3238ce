"""A place in the sidebar."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One of at most nine places: its page's `id`, its name (a msgid) and its icon."""

    id: str
    msgid: str
    icon: str
