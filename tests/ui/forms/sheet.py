"""Writing a form in few words: questions in two languages become the XForm that the engine reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

TK, RU = "Türkmen (tk)", "Русский (ru)"
Both = tuple[str, str]
_HEAD = (
    '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"'
    ' xmlns:orx="http://openrosa.org/xforms">'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question. `tag` is its control, `attrs` and `bind` are written as they are; texts come in Turkmen and Russian."""

    name: str
    label: Both
    tag: str = "input"
    type: str = "string"
    looks: str = ""
    attrs: str = ""
    bind: str = ""
    hint: Both | None = None
    guidance: Both | None = None
    media: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Both] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    itemset: str = ""
    value: str = ""
    repeat: Sequence["Ask"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page with its title."""

    name: str
    title: Both
    asks: Sequence[Ask]


def xform(pages: Sequence[Page], rows: Sequence[tuple[str, Both, str]] = ()) -> bytes:
    """Return the form; `rows` are (code, label, group) of a data set `rows` that itemsets can draw from."""
    asks = [(f"/data/{page.name}", ask) for page in pages for ask in page.asks]
    nodes = "".join(f"<{page.name}>{''.join(map(_node, page.asks))}</{page.name}>" for page in pages)
    binds = "".join(_binds(under, ask) for under, ask in asks)
    itext = "".join(
        f'<translation lang="{name}">{_texts(pages, rows, at)}</translation>'
        for at, name in enumerate((TK, RU))
    )
    body = "".join(_page(page) for page in pages)
    data = "".join(
        f"<item><name>{c}</name><itextId>row-{c}</itextId><group>{g}</group></item>" for c, _, g in rows
    )
    instance = f'<instance id="rows"><root>{data}</root></instance>' if rows else ""
    return (
        f"{_HEAD}<h:head><h:title>Kinds</h:title><model><itext>{itext}</itext>"
        f'<instance><data id="kinds" version="1">{nodes}</data></instance>{instance}{binds}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    ).encode()


def _node(ask: Ask) -> str:
    if ask.repeat:
        return f'<{ask.name} jr:template="">{"".join(map(_node, ask.repeat))}</{ask.name}>'
    return f"<{ask.name}>{ask.value}</{ask.name}>"


def _binds(under: str, ask: Ask) -> str:
    path = f"{under}/{ask.name}"
    if ask.repeat:
        return "".join(_binds(path, inner) for inner in ask.repeat)
    return f'<bind nodeset="{path}" type="{ask.type}" {ask.bind}/>'


def _page(page: Page) -> str:
    inner = "".join(_control(f"/data/{page.name}", ask) for ask in page.asks)
    title = f"<label ref=\"jr:itext('{page.name}')\"/>"
    return f'<group ref="/data/{page.name}" appearance="field-list">{title}{inner}</group>'


def _control(under: str, ask: Ask) -> str:
    path, key = f"{under}/{ask.name}", ask.name
    label = f"<label ref=\"jr:itext('{key}')\"/>"
    if ask.repeat:
        inner = "".join(_control(path, one) for one in ask.repeat)
        return f'<group ref="{path}">{label}<repeat nodeset="{path}">{inner}</repeat></group>'
    hint = f"<hint ref=\"jr:itext('{key}-hint')\"/>" if ask.hint or ask.guidance else ""
    items = "".join(
        f"<item><label ref=\"jr:itext('{key}-{code}')\"/><value>{code}</value></item>" for code in ask.choices
    )
    if ask.itemset:
        items = f'<itemset nodeset="{escape(ask.itemset)}"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset>'
    looks = f'appearance="{ask.looks}"' if ask.looks else ""
    return f'<{ask.tag} ref="{path}" {looks} {ask.attrs}>{label}{hint}{items}</{ask.tag}>'


def _texts(pages: Sequence[Page], rows: Sequence[tuple[str, Both, str]], language: int) -> str:
    found = [_text(page.name, page.title[language]) for page in pages]
    found += [one for page in pages for ask in page.asks for one in _texts_of(ask, language)]
    return "".join([*found, *(_text(f"row-{code}", label[language]) for code, label, _ in rows)])


def _texts_of(ask: Ask, language: int) -> list[str]:
    forms = "".join(
        f'<value form="{form}">jr://{_folder(form)}/{name}</value>' for form, name in ask.media.items()
    )
    found = [_text(ask.name, ask.label[language], forms)]
    if ask.hint or ask.guidance:
        more = f'<value form="guidance">{ask.guidance[language]}</value>' if ask.guidance else ""
        found.append(_text(f"{ask.name}-hint", ask.hint[language] if ask.hint else "", more))
    for code, words in ask.choices.items():
        picture = ask.pictures.get(code, "")
        form = f'<value form="image">jr://images/{picture}</value>' if picture else ""
        found.append(_text(f"{ask.name}-{code}", words[language], form))
    return found + [one for inner in ask.repeat for one in _texts_of(inner, language)]


def _folder(form: str) -> str:
    return {"audio": "audio", "video": "video"}.get(form, "images")


def _text(name: str, words: str, forms: str = "") -> str:
    plain = f"<value>{words}</value>" if words else ""
    return f'<text id="{name}">{plain}{forms}</text>'
