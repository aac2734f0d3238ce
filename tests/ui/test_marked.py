"""Every word given to a widget is marked for the translators where it is written."""

import ast
from collections.abc import Iterator
from pathlib import Path

import app.ui

SAYING = {
    "Text", "Elided", "Button", "PrimaryButton", "QuietButton", "DangerButton", "LinkButton", "ChoiceButton", "SegmentButton",
    "IconButton", "ChipButton", "Banner", "FieldRow", "PageHeader", "Card", "StatTile", "EmptyState", "Pill", "Column",
    "DataTable", "SearchBox", "Place", "Action", "Step", "Event", "PasswordField", "toast", "set_says", "set_error",
}  # fmt: skip
FOLDER = Path(app.ui.__file__).parent


def called(node: ast.Call) -> str:
    function = node.func.value if isinstance(node.func, ast.Subscript) else node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def unmarked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of plain sentences given to widgets; icons and ranks are small words and no sentences."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in SAYING:
            for given in (
                *node.args,
                *(keyword.value for keyword in node.keywords if keyword.arg != "shortcut"),
            ):
                if (
                    isinstance(given, ast.Constant)
                    and isinstance(given.value, str)
                    and given.value[:1].isupper()
                ):
                    yield given.lineno, given.value


def test_every_sentence_given_to_a_widget_is_marked() -> None:
    found = [
        f"{file.relative_to(FOLDER)}:{line} {text}"
        for file in sorted(FOLDER.rglob("*.py"))
        for line, text in unmarked(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_an_unmarked_sentence_would_be_found() -> None:
    tree = ast.parse(
        'PrimaryButton("Save", "save"); Column[Case](id="a", title="Name"); Text(N_("Fine"), "title")'
    )
    assert [text for _, text in unmarked(tree)] == ["Save", "Name"]
