"""Read XML that may come from anyone: no document type with contents, no entities, bounded depth and size."""

from __future__ import annotations

import re
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from app.errors import N_
from app.forms.errors import FormRefused
from app.forms.xpath import tree
from app.forms.xpath.tree import Node

MOST_BYTES = 64 * 1024 * 1024
MOST_DEPTH = 200

_BROKEN = N_("The file is not well-formed XML (line {line}, column {column}): {reason}. Nothing was changed.")
_HOSTILE = N_(
    "The file declares a document type or entities (line {line}), which no form may. It was not opened."
)
_DEEP = N_("The file nests elements deeper than {most} levels (line {line}). It was not opened.")
_LARGE = N_("The file is larger than {most} megabytes. It was not opened.")
_PREFIX = N_(
    "The name “{name}” (line {line}) uses a prefix the file does not declare. The file was not opened."
)


_UNLAWFUL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Builder:
    """Turns the parser's events into `Node` trees, resolving prefixes itself."""

    def __init__(self, whole: bool) -> None:
        self.whole = whole
        self.top = Node(tree.ROOT)
        self.at = self.top
        self.depth = 0
        self.scopes: list[dict[str, str]] = [{"": "", "xml": tree.XML, "xmlns": tree.XMLNS}]
        self.texts: list[str] = []
        self.prefixes: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self._listen()

    def _listen(self) -> None:
        parser = self.parser
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.texts.append
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.entity
        if self.whole:
            parser.StartCdataSectionHandler = self.flush
            parser.EndCdataSectionHandler = self.flush
            parser.CommentHandler = lambda text: self.add(Node(tree.COMMENT, text=text))
            parser.ProcessingInstructionHandler = lambda name, text: self.add(
                Node(tree.INSTRUCTION, name, text=text)
            )

    def doctype(self, name: str, system: str | None, public: str | None, inside: bool) -> None:
        """Refuse any document type but the empty one a web page begins with."""
        if inside or system or public or not self.whole:
            raise FormRefused(_HOSTILE, line=self.parser.CurrentLineNumber)
        self.add(Node(tree.DOCTYPE, name))

    def entity(self, *_: object) -> None:
        """Refuse every declared entity."""
        raise FormRefused(_HOSTILE, line=self.parser.CurrentLineNumber)

    def add(self, node: Node) -> None:
        """Put a comment or instruction where it stands."""
        self.flush()
        node.line = self.parser.CurrentLineNumber
        self.at.append(node)

    def flush(self) -> None:
        """Turn the characters read so far into a text node."""
        text = "".join(self.texts)
        self.texts.clear()
        if text and self.at is not self.top:
            self.at.append(Node(tree.TEXT, text=text))

    def name(self, name: str, element: bool) -> tuple[str, str]:
        """Return the namespace of `name` and the name itself."""
        prefix, colon, _ = name.partition(":")
        if not colon:
            return (self.scopes[-1][""] if element else ""), name
        uri = self.scopes[-1].get(prefix)
        if uri is None:
            raise FormRefused(_PREFIX, name=name, line=self.parser.CurrentLineNumber)
        return uri, name

    def start(self, name: str, flat: list[str]) -> None:
        """Open an element."""
        self.flush()
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise FormRefused(_DEEP, most=MOST_DEPTH, line=self.parser.CurrentLineNumber)
        pairs = list(zip(flat[::2], flat[1::2], strict=True)) if flat else []
        declared = {n[6:]: v for n, v in pairs if n.startswith("xmlns")} if pairs else None
        if declared:
            self.prefixes = {**declared, **self.prefixes}
        self.scopes.append({**self.scopes[-1], **declared} if declared else self.scopes[-1])
        uri, name = self.name(name, element=True)
        # in a form an unprefixed name is found by an unprefixed step, whatever default namespace the author chose
        node = Node(tree.ELEMENT, name, uri, key=None if self.whole or ":" in name else name)
        node.line = self.parser.CurrentLineNumber
        for attribute, text in pairs:
            if attribute != "xmlns" and (self.whole or not attribute.startswith("xmlns:")):
                uri, attribute = self.name(attribute, element=False)
                node.set_attribute(attribute, uri, text)
        self.at.append(node)
        self.at = node

    def end(self, _: str) -> None:
        """Close an element; without `whole`, keep a leaf's text on the leaf and drop layout around children."""
        self.flush()
        self.depth -= 1
        self.scopes.pop()
        node = self.at
        if not self.whole:
            _compact(node)
        self.at = node.parent or self.top


def _compact(node: Node) -> None:
    if not any(child.kind == tree.ELEMENT for child in node.children):
        node.text = "".join(child.text for child in node.children)
        node.children.clear()
    elif all(child.kind == tree.ELEMENT or not child.text.strip() for child in node.children):
        node.children = [child for child in node.children if child.kind == tree.ELEMENT]


def read(data: bytes | str, *, whole: bool = False) -> Node:
    """Return the root node of an XML file, comments and layout included when `whole`.

    Raises:
        FormRefused: the file is broken, hostile, too deep or too large.
    """
    return read_with_prefixes(data, whole=whole)[0]


def read_with_prefixes(data: bytes | str, *, whole: bool = False) -> tuple[Node, dict[str, str]]:
    """Return the root node of an XML file, and every prefix it declares (the first declaration counts).

    Raises:
        FormRefused: the file is broken, hostile, too deep or too large.
    """
    raw = data.encode() if isinstance(data, str) else data
    if len(raw) > MOST_BYTES:
        raise FormRefused(_LARGE, most=MOST_BYTES // 1024 // 1024)
    builder = _Builder(whole)
    try:
        builder.parser.Parse(raw, True)
    except expat.ExpatError as broken:
        reason = expat.ErrorString(broken.code)
        raise FormRefused(_BROKEN, line=broken.lineno, column=broken.offset, reason=reason) from None
    except ValueError as broken:  # an encoding the parser does not know
        raise FormRefused(_BROKEN, line=1, column=0, reason=str(broken)) from None
    return builder.top, {prefix: uri for prefix, uri in builder.prefixes.items() if prefix}


def _lawful(text: str) -> str:
    """Put a space for what XML cannot hold, such as the line ends some programs put into copied words."""
    return _UNLAWFUL.sub(" ", text)


def _escaped(text: str) -> str:
    return escape(_lawful(text), {"\r": "&#13;"})


def write(node: Node) -> str:
    """Return the subtree as XML text, without a declaration."""
    pieces: list[str] = []
    _write(node, pieces)
    return "".join(pieces)


def _write(node: Node, pieces: list[str]) -> None:
    if node.kind == tree.TEXT:
        pieces.append(_escaped(node.text))
        return
    if node.kind not in (tree.ELEMENT, tree.ROOT):
        return
    named = node.kind == tree.ELEMENT
    if named:
        attributes = "".join(f" {a.name}={quoteattr(_lawful(a.text))}" for a in node.attributes)
        empty = not node.children and not node.text
        pieces.append(f"<{node.name}{attributes}{'/>' if empty else '>'}")
        if empty:
            return
    if node.children:
        for child in node.children:
            _write(child, pieces)
    else:
        pieces.append(_escaped(node.text))
    if named:
        pieces.append(f"</{node.name}>")
