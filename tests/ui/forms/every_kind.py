"""An invented form with every kind of question, in two languages; and a page of it on the screen."""

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.forms.definition import Form, load
from app.forms.live import Item
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT
from app.ui.forms.filling import Filling
from app.ui.forms.page_view import PageView

TK, RU = "Türkmen (tk)", "Русский (ru)"
_FEW = {"hawa": ("Hawa", "Да"), "yok": ("Ýok", "Нет"), "bilemok": ("Bilemok", "Не знаю")}
_MANY = {
    "ene": ("Ene", "Мать"),
    "kaka": ("Kaka", "Отец"),
    "gyz": ("Gyz dogan", "Сестра"),
    "ogul": ("Ogul", "Сын"),
    "sowuk": ("Şowly goňşy", "Удачный сосед"),
    "dost": ("Dost", "Друг"),
    "mugallym": ("Mugallym", "Учитель"),
    "lukman": ("Lukman", "Врач"),
}
_KINDS = {
    "line": ("string", "input", "", {}),
    "area": ("string", "input", 'appearance="multiline"', {}),
    "whole": ("int", "input", "", {}),
    "part": ("decimal", "input", "", {}),
    "day": ("date", "input", "", {}),
    "clock": ("time", "input", "", {}),
    "moment": ("dateTime", "input", "", {}),
    "one": ("string", "select1", 'appearance="sparkling"', _FEW),
    "many": ("string", "select", "", _FEW),
    "long": ("string", "select1", "", _MANY),
    "order": ("odk:rank", "odk:rank", "", _FEW),
    "scale": ("int", "range", 'start="0" end="10" step="2"', {}),
    "ack": ("string", "trigger", "", {}),
    "picture": ("binary", "upload", 'mediatype="image/*"', {}),
    "place": ("geopoint", "input", "", {}),
}
_GRID = ("eat", "walk")


def form() -> Form:
    """Return the form."""
    return load(_xml().encode())


def filling(answers: Any = None) -> Filling:
    """Return a fresh filling of it, in Turkmen."""
    moment = datetime(2026, 11, 22, 10, tzinfo=ASHGABAT)
    return Filling(Session(form(), clock=lambda: moment, answers=answers, language=TK))


def shown(qtbot: QtBot, filled: Filling) -> PageView:
    """Return the one page of the form on the screen, built whole."""
    view = PageView(filled, filled.navigator.controls(0))
    filled.changed.connect(lambda _changed: view.refresh())
    filled.spoken.connect(view.speak)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.activateWindow()
    view.complete()
    QApplication.processEvents()
    return view


def item(filled: Filling, name: str) -> Item:
    """Return a question by its name."""
    return next(one for one in filled.session.root.all_inside if one.name == name)


def _options(name: str, labels: dict[str, tuple[str, str]]) -> str:
    return "".join(
        f"<item><label ref=\"jr:itext('{name}-{code}')\"/><value>{code}</value></item>" for code in labels
    )


def _control(name: str, tag: str, extra: str, labels: dict[str, tuple[str, str]]) -> str:
    ref = f"/data/all/{name}"
    words = f"<label ref=\"jr:itext('{name}')\"/><hint ref=\"jr:itext('{name}-hint')\"/>"
    return f'<{tag} ref="{ref}" {extra}>{words}{_options(name, labels)}</{tag}>'


def _texts(language: int) -> str:
    texts = []
    for name, (_, _, _, labels) in (*_KINDS.items(), *((one, ("", "", "", _FEW)) for one in ("top", *_GRID))):
        spoken = (f"Sowal {name}", f"Вопрос {name}")[language]
        texts.append((name, spoken))
        texts.append((f"{name}-hint", (f"Düşündiriş {name}", f"Подсказка {name}")[language]))
        texts += [(f"{name}-{code}", words[language]) for code, words in labels.items()]
    texts += [("child", ("Çaga", "Ребёнок")[language]), ("age", ("Ýaşy", "Возраст")[language])]
    texts += [("said", ("Bellik", "Заметка")[language]), ("must", ("Jogap gerek", "Нужен ответ")[language])]
    texts += [("low", ("Ondan az bolmaly", "Должно быть меньше десяти")[language])]
    return "".join(f'<text id="{name}"><value>{words}</value></text>' for name, words in texts)


def _xml() -> str:
    names = [*_KINDS, "top", *_GRID, "note", "sum"]
    nodes = "".join(f"<{name}/>" for name in names) + '<child jr:template=""><age/></child>'
    binds = "".join(
        f'<bind nodeset="/data/all/{name}" type="{kind}"/>'
        for name, (kind, *_) in _KINDS.items()
        if name not in ("one", "whole")
    )
    binds += (
        '<bind nodeset="/data/all/one" type="string" required="true()" jr:requiredMsg="jr:itext(\'must\')"/>'
    )
    binds += '<bind nodeset="/data/all/whole" type="int" constraint=". &lt; 10" jr:constraintMsg="jr:itext(\'low\')"/>'
    binds += '<bind nodeset="/data/all/note" type="string" readonly="true()"/>'
    binds += '<bind nodeset="/data/all/sum" type="int" calculate="/data/all/whole * 2"/>'
    binds += '<bind nodeset="/data/all/child/age" type="int"/>'
    body = "".join(_control(name, tag, extra, labels) for name, (_, tag, extra, labels) in _KINDS.items())
    body += _control("top", "select1", 'appearance="label"', _FEW)
    body += "".join(_control(name, "select1", 'appearance="list-nolabel"', _FEW) for name in _GRID)
    body += '<input ref="/data/all/note"><label ref="jr:itext(\'said\')"/></input>'
    body += '<input ref="/data/all/sum"><label>2 × <output value="/data/all/whole"/></label></input>'
    body += (
        '<group ref="/data/all/child"><label ref="jr:itext(\'child\')"/><repeat nodeset="/data/all/child">'
        '<input ref="/data/all/child/age"><label ref="jr:itext(\'age\')"/></input></repeat></group>'
    )
    itext = "".join(
        f'<translation lang="{name}">{_texts(at)}</translation>' for at, name in enumerate((TK, RU))
    )
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"><h:head>'
        f'<h:title>Kinds</h:title><model><itext>{itext}</itext><instance><data id="kinds"><all>{nodes}</all></data>'
        f'</instance>{binds}</model></h:head><h:body><group ref="/data/all" appearance="field-list">'
        f"<label>Kinds</label>{body}</group></h:body></h:html>"
    )
