"""Finds every sentence for people in the source: what `tr`, `ntr`, `N_` and our errors are called with.

Counted are the literal first argument of `tr` and `N_` (also as a method, `words.tr`), the first two of `ntr`, and the
first of every class that, directly or not, is a `UserError`, or of its `super().__init__`. A comment line that begins
with "Translators:" just above goes along.
"""

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_MARKERS = {"tr": 1, "N_": 1, "ntr": 2}
_ERROR_ROOT = "UserError"
_COMMENT = "Translators:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One msgid, its plural if it has one, and what its author tells the translator."""

    msgid: str
    plural: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One parsed file and its comments by line."""

    path: Path
    tree: ast.Module
    comments: dict[int, str]


def read(path: Path) -> Source:
    """Return a source file ready for `sentences`. Raises: SyntaxError."""
    code = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    comments = {
        token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT
    }
    return Source(path=path, tree=ast.parse(code, str(path)), comments=comments)


def error_classes(sources: Iterable[Source]) -> frozenset[str]:
    """Return the names of all classes that are a UserError, however far down."""
    parents: dict[str, set[str]] = {}
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                parents.setdefault(node.name, set()).update(_name(one) for one in node.bases)
    known, before = {_ERROR_ROOT}, 0
    while len(known) > before:
        before = len(known)
        known |= {name for name, bases in parents.items() if bases & known}
    return frozenset(known)


def sentences(source: Source, errors: frozenset[str]) -> Iterator[Sentence]:
    """Return the sentences of one file, in its order."""
    for call, count in _calls(source.tree, errors):
        forms = [_literals(argument) for argument in call.args[:count]]
        comment = _comment_above(source, call)
        if count == 2 and len(forms) == 2 and forms[0] and forms[1]:
            yield Sentence(msgid=forms[0][0], plural=forms[1][0], comment=comment)
        elif count == 1 and forms:
            yield from (Sentence(msgid=msgid, comment=comment) for msgid in forms[0] if msgid)


def mistakes(source: Source, errors: frozenset[str]) -> Iterator[str]:
    """Return a line for every call whose sentence is put together, so that it can never be found in a catalogue."""
    for call, count in _calls(source.tree, errors):
        for argument in call.args[:count]:
            if _put_together(argument):
                yield f"{source.path}:{call.lineno}: the sentence is put together; write it whole, with {{fields}}"


def _calls(tree: ast.Module, errors: frozenset[str]) -> Iterator[tuple[ast.Call, int]]:
    """Return each call that names sentences, with how many of its first arguments are sentences."""
    within = {id(node) for class_ in _classes(tree, errors) for node in ast.walk(class_)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        if name in _MARKERS:
            yield node, _MARKERS[name]
        elif name in errors or (name == "__init__" and id(node) in within and _is_super(node)):
            yield node, 1


def _classes(tree: ast.Module, errors: frozenset[str]) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name in errors)


def _is_super(call: ast.Call) -> bool:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(owner, ast.Call) and _name(owner.func) == "super"


def _name(node: ast.expr) -> str:
    """Return the last name of `tr`, `words.tr`, `errors.UserError`, `Generic[T]`."""
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _literals(node: ast.expr) -> list[str]:
    """Return the sentences an argument can be: one for a literal, two for a choice between literals."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []


def _put_together(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _put_together(node.body) or _put_together(node.orelse)
    if isinstance(node, ast.Call):  # "…".format(…), "…".join(…)
        return isinstance(node.func, ast.Attribute) and bool(_literals(node.func.value))
    return isinstance(node, ast.JoinedStr | ast.BinOp)


def _comment_above(source: Source, call: ast.Call) -> str:
    """Return the translators' comment that ends on the line above the call or stands on its own line."""
    lines: list[str] = []
    for line in range(call.lineno - 1, 0, -1):
        if line not in source.comments:
            break
        lines.insert(0, source.comments[line])
    told = " ".join([*lines, source.comments.get(call.lineno, "")])
    return told.partition(_COMMENT)[2].strip()
