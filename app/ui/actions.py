"""The table of everything the keyboard can do; shortcuts and the shortcut sheet are made from it."""

from dataclasses import dataclass

from app.errors import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to do: `msgid` names it, `shortcut` is Qt's portable text such as "Ctrl+K", `group` its heading."""

    id: str
    msgid: str
    shortcut: str
    group: str = N_("Everywhere")


PAGE = N_("On a page")
TABLE = N_("In a list")

ACTIONS: tuple[Action, ...] = (
    Action(id="search", msgid=N_("Search people, cases and commands"), shortcut="Ctrl+K"),
    Action(id="lock", msgid=N_("Lock"), shortcut="Ctrl+L"),
    Action(id="help", msgid=N_("Help for this page"), shortcut="F1"),
    Action(id="shortcuts", msgid=N_("Show the keyboard shortcuts"), shortcut="Ctrl+/"),
    Action(id="back", msgid=N_("Go back"), shortcut="Alt+Left"),
    Action(id="text_larger", msgid=N_("Larger text"), shortcut="Ctrl++"),
    Action(id="text_smaller", msgid=N_("Smaller text"), shortcut="Ctrl+-"),
    Action(id="text_normal", msgid=N_("Normal text"), shortcut="Ctrl+0"),
    Action(id="next_language", msgid=N_("Next language"), shortcut="Ctrl+Shift+Space"),
    Action(id="quit", msgid=N_("Quit"), shortcut="Ctrl+Q"),
    Action(id="new", msgid=N_("New"), shortcut="Ctrl+N", group=PAGE),
    Action(id="save", msgid=N_("Save"), shortcut="Ctrl+S", group=PAGE),
    Action(id="undo", msgid=N_("Undo"), shortcut="Ctrl+Shift+Z", group=PAGE),
    Action(id="print", msgid=N_("Print"), shortcut="Ctrl+P", group=PAGE),
    Action(id="filter", msgid=N_("Filter this list"), shortcut="Ctrl+F", group=PAGE),
    Action(id="next_section", msgid=N_("Next section"), shortcut="Ctrl+PgDown", group=PAGE),
    Action(id="previous_section", msgid=N_("Previous section"), shortcut="Ctrl+PgUp", group=PAGE),
)

# Keys that a list obeys by itself; they stand on the sheet, nothing binds them.
LIST_KEYS: tuple[Action, ...] = (
    Action(id="open_row", msgid=N_("Open the chosen line"), shortcut="Return", group=TABLE),
    Action(id="sort_rows", msgid=N_("Sort the list"), shortcut="Menu", group=TABLE),
    Action(id="next_row", msgid=N_("Next or previous line"), shortcut="Down", group=TABLE),
)


def action(action_id: str) -> Action:
    """Return an action by its id. Raises: KeyError."""
    return {one.id: one for one in ACTIONS}[action_id]
