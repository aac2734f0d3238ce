"""A form as it was written: opened once from ODK XForm XML, shared by every session that fills it."""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.errors import N_
from app.forms import instances, xml
from app.forms.body import ACTIONS, Body
from app.forms.dependencies import Trigger, triggers_of
from app.forms.errors import FormRefused
from app.forms.fields import Action, Binding, Control, Field, Way
from app.forms.model import Model
from app.forms.texts import Translation, translations_of
from app.forms.xpath import tree
from app.forms.xpath.calendar import ASHGABAT, Calendar
from app.forms.xpath.compile import Compiled
from app.forms.xpath.tree import ELEMENT, Node
from app.forms.xpath.values import Numbers

ENTITIES_VERSION = (2025, 1)

_NOT_A_FORM = N_("The file is not an ODK form: it has no {part}. It was not opened.")
_NEWER = N_(
    "The form names persons and households by rules of version {version}, which this program does not know. "
    "It was not opened."
)
_TWICE = N_("The form holds two data sets called “{name}”.")


@dataclass(slots=True, kw_only=True, eq=False)
class Form:
    """One form: its identity, its languages, and what a session needs to run it."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    default_language: str | None
    sha256: str
    body: tuple[Control, ...]
    root: Field
    fields: tuple[Field, ...]
    classes: tuple[str, ...]
    translations: dict[str, Translation] = field(repr=False)
    instances: dict[str, Node] = field(repr=False)
    sources: dict[str, str] = field(repr=False)
    media: Mapping[str, bytes] = field(repr=False)
    actions: tuple[Action, ...] = field(repr=False)
    triggers: tuple[Trigger, ...] = field(repr=False)
    model: Model = field(repr=False)
    submission: dict[str, str] = field(default_factory=dict)
    problems: tuple[FormRefused, ...] = ()

    @property
    def numbers(self) -> Numbers:
        """How this form's texts become numbers."""
        return self.model.numbers

    def compile(self, expression: str, home: Way | None) -> Compiled:
        """Return an expression of a text or label compiled for the node at `home`, once."""
        return self.model.compile(expression, home)

    def field_at(self, way: Way) -> Field | None:
        """Return the field at a way."""
        return self.model.by_way.get(way)

    def instance(self, name: str) -> Node | None:
        """Return a data set by name, reading an attached one when it is first asked for.

        Raises:
            FormRefused: its file is missing or cannot be read.
        """
        if name not in self.instances and name in self.sources:
            self.instances[name] = instances.attached(self.sources[name], self.media)
        return self.instances.get(name)


def load(data: bytes, *, media: Mapping[str, bytes] | None = None, calendar: Calendar | None = None) -> Form:
    """Open a form. `media` holds attached files by name; `calendar` is the fixed zone, Ashgabat unless told.

    Raises:
        FormRefused: the file is broken, hostile or no form.
        ExpressionRefused: an expression in it cannot be understood.
    """
    with _uncollected():
        return _Loader(data, media or {}, Numbers(calendar or Calendar(ASHGABAT))).form()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: amid the hundred thousand objects of a form that would take longer than the form."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Loader:
    def __init__(self, data: bytes, media: Mapping[str, bytes], numbers: Numbers) -> None:
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.media = media
        top, self.prefixes = xml.read_with_prefixes(data)
        html = next(iter(top.elements()), None)
        self.head = _part(html, "head")
        self.body_node = _part(html, "body")
        self.model_node = _part(self.head, "model")
        self.main = self._main()
        self.model = Model(self.main, self.prefixes, numbers, self._instance_id())

    def _main(self) -> Node:
        instance = _part(self.model_node, "instance")
        roots = instance.elements()
        if not roots:
            raise FormRefused(_NOT_A_FORM, part="<instance>")
        return roots[0]

    def _instance_id(self) -> str | None:
        """Return the name of the main instance; the form's own id is that too, unless a data set is called so."""
        first, *others = self.model_node.named["instance"]
        name = self.main.attribute("id")
        return first.attribute("id") or (None if name in [one.attribute("id") for one in others] else name)

    def form(self) -> Form:
        """Read everything and put it together."""
        self._refuse_newer_entities()
        self._name_the_instance()
        body = Body(self.model)
        self.model.several = frozenset(f.way for f in self.model.fields if f.initial > 1)
        binds = self.model_node.named.get("bind", [])
        for bind in binds:
            self.model.name_bind(bind)
        body.find_repeats(self.body_node)
        for bind in binds:
            self.model.bind(bind)
        controls = tuple(body.controls(self.body_node, None))
        actions = [*self._model_actions(), *body.actions]
        languages, default = translations_of(self.model_node)
        inner, sources = self._instances()
        title = self.head.child(f"{{{_XHTML}}}title") or self.head.child("title")
        return Form(
            form_id=self.main.attribute("id") or self.main.local,
            version=version_of(self.main),
            title=title.string() if title else "",
            languages=tuple(languages),
            default_language=default,
            sha256=self.sha256,
            body=controls,
            root=self.model.root,
            fields=tuple(self.model.fields),
            classes=tuple((self.body_node.attribute("class") or "").split()),
            translations=languages,
            instances=inner,
            sources=sources,
            media=self.media,
            actions=tuple(actions),
            triggers=tuple(triggers_of(self.model)),
            model=self.model,
            submission=self._submission(),
            problems=tuple(body.problems),
        )

    def _refuse_newer_entities(self) -> None:
        """What other rules mean by an entity could be written wrongly; the last part of a version changes no rule."""
        given = self.model_node.attribute(f"{{{tree.ENTITIES}}}entities-version") or ""
        match = re.match(r"([0-9]{1,9})\.([0-9]{1,9})", given)
        if match and (int(match[1]), int(match[2])) > ENTITIES_VERSION:
            raise FormRefused(_NEWER, version=given)

    def _name_the_instance(self) -> None:
        """Give a form without meta/instanceID one, in OpenRosa's namespace when the form declares it."""
        root = self.model.root
        keys = ("meta", f"{{{tree.OPENROSA}}}meta")
        meta = next((root.by_key[key] for key in keys if key in root.by_key), None)
        prefix = next((p for p, uri in self.prefixes.items() if uri == tree.OPENROSA and p), "")
        uri = tree.OPENROSA if prefix else tree.XFORMS
        lead = prefix + ":" if prefix else ""
        if meta is None:
            meta = self.model.add(_element(lead + "meta", uri), root)
        elif ":" not in meta.name:
            lead, uri = "", meta.uri
        if not any(child.key.rpartition("}")[2] == "instanceID" for child in meta.children):
            made = self.model.add(_element(lead + "instanceID", uri), meta)
            made.binding = Binding(preload="uid")

    def _model_actions(self) -> list[Action]:
        found = []
        for node in self.model_node.elements():
            if node.local in ACTIONS:
                action = self.model.action(node, None, None)
                if action is not None:
                    found.append(action)
        return found

    def _instances(self) -> tuple[dict[str, Node], dict[str, str]]:
        inner: dict[str, Node] = {}
        sources: dict[str, str] = {}
        for node in self.model_node.named.get("instance", [])[1:]:
            name = node.attribute("id") or ""
            if name in inner or name in sources:
                raise FormRefused(_TWICE, name=name)
            source = node.attribute("src")
            if source and source.startswith(_LAST_SAVED):
                # Another client's answers never show in this one's form: it reads as if nothing was saved before.
                inner[name] = instances.detached(tree.Node(tree.ROOT))
            elif source:
                sources[name] = source
            else:
                inner[name] = instances.detached(node)
        return inner, sources

    def _submission(self) -> dict[str, str]:
        node = self.model_node.child("submission")
        return {a.name: a.text for a in node.attributes} if node else {}


def version_of(root: Node) -> str:
    """Return the version a form or a submission carries, with or without OpenRosa's namespace."""
    return root.attribute("version") or root.attribute(f"{{{tree.OPENROSA}}}version") or ""


_LAST_SAVED = "jr://instance/last-saved"
_XHTML = "http://www.w3.org/1999/xhtml"


def _part(node: Node | None, name: str) -> Node:
    for child in node.elements() if node else []:
        if child.local == name:
            return child
    raise FormRefused(_NOT_A_FORM, part=f"<{name}>")


def _element(name: str, uri: str) -> Node:
    return Node(ELEMENT, name, uri, key=None if ":" in name else name)
