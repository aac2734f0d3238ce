"""An invented form that asks in every way ODK knows, in Turkmen and Russian: what people see of the renderer."""

from collections.abc import Mapping, Sequence
from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.forms.definition import Form, load
from tests.ui.forms.sheet import Ask, Both, Page, xform

_YES: Mapping[str, Both] = {"hawa": ("Hawa", "Да"), "yok": ("Ýok", "Нет"), "bilemok": ("Bilemok", "Не знаю")}
_SIX: Mapping[str, Both] = {
    "1": ("Hiç hili kynçylyk ýok", "Нет, никаких трудностей"),
    "2": ("Käbir kynçylyk bar", "Да, некоторые трудности"),
    "3": ("Uly kynçylyk bar", "Да, большие трудности"),
    "4": ("Asla başarmaýar", "Совсем не может"),
    "7": ("Jogap bermedi", "Отказ от ответа"),
    "9": ("Bilenok", "Не знает"),
}
_AGREE: Mapping[str, Both] = {
    "1": ("Düýbünden ylalaşamok", "Совсем не согласен"),
    "2": ("Ylalaşamok", "Не согласен"),
    "3": ("Bilemok", "Затрудняюсь ответить"),
    "4": ("Ylalaşýaryn", "Согласен"),
    "5": ("Doly ylalaşýaryn", "Полностью согласен"),
}
_WATER: Mapping[str, Both] = {
    "kran": ("Öýde kran", "Кран в доме"),
    "guyy": ("Howludaky guýy", "Колодец во дворе"),
    "ulag": ("Suw daşaýan ulag", "Водовоз"),
}
_DAYS: Mapping[str, Both] = {
    "dus": ("Duşenbe", "Понедельник"),
    "sis": ("Sişenbe", "Вторник"),
    "car": ("Çarşenbe", "Среда"),
    "pen": ("Penşenbe", "Четверг"),
    "ann": ("Anna", "Пятница"),
    "sen": ("Şenbe", "Суббота"),
    "yek": ("Ýekşenbe", "Воскресенье"),
}
_READ: Both = ("Diňe okamak üçin", "Только для чтения")
VILLAGES: Sequence[tuple[str, Both, str]] = [
    (f"o{at}", (f"{name} {at}", f"{other} {at}"), "ahal" if at % 3 else "mary")
    for at, (name, other) in enumerate(
        [
            ("Gökdepe", "Гёкдепе"),
            ("Şor oba", "Шор оба"),
            ("Çüňülli", "Чунгулли"),
            ("Ýaşlyk", "Яшлык"),
            ("Öňaldy", "Онгалды"),
        ]
        * 24
    )
]


def _tables() -> list[Ask]:
    lines: list[tuple[str, Both]] = [
        (
            "gor",
            ("Äýnek dakynsa-da, görmekde kynçylyk barmy?", "Есть ли трудности со зрением, даже в очках?"),
        ),
        ("esit", ("Eşitmekde kynçylyk barmy?", "Есть ли трудности со слухом?")),
        ("yore", ("Ýöremekde ýa-da basgançakdan çykmakda?", "С ходьбой или подъёмом по лестнице?")),
        ("yat", ("Ýatda saklamakda ýa-da ünsüni jemlemekde?", "С памятью или вниманием?")),
        ("ozune", ("Ýuwunmakda ýa-da geýinmekde?", "С уходом за собой: мыться, одеваться?")),
        ("dusun", ("Öz dilinde düşünişmekde?", "С общением на родном языке?")),
    ]
    asks = [Ask(name="kyn", label=("Kynçylyklar", "Трудности"), tag="select1", looks="label", choices=_SIX)]
    asks += [
        Ask(name=n, label=t, tag="select1", looks="list-nolabel", choices=_SIX, bind='required="true()"')
        for n, t in lines
    ]
    asks.append(
        Ask(name="zat", label=("Öýde näme bar?", "Что есть дома?"), tag="select", looks="label", choices=_YES)
    )
    asks += [
        Ask(name=n, label=t, tag="select", looks="list-nolabel", choices=_YES)
        for n, t in (("sowad", ("Sowadyjy", "Холодильник")), ("telew", ("Telewizor", "Телевизор")))
    ]
    return asks


_READONLY: Sequence[Mapping[str, object]] = (
    {"value": "Aşgabat"},
    {"value": "1250000", "type": "int", "looks": "thousands-sep"},
    {"value": "1961-05-07", "type": "date"},
    {"value": "2026-11-22T10:00:00.000+05:00", "type": "dateTime"},
    {"value": "hawa", "tag": "select1", "choices": _YES},
    {"value": "hawa bilemok", "tag": "select", "choices": _YES},
    {"value": "yok", "tag": "select1", "looks": "minimal", "choices": _YES},
    {"value": "kran ulag guyy", "tag": "odk:rank", "type": "odk:rank", "choices": _WATER},
    {"value": "4", "tag": "range", "type": "int", "attrs": 'start="0" end="10" step="1"'},
    {"value": "3", "tag": "range", "type": "int", "looks": "rating", "attrs": 'start="1" end="5" step="1"'},
    {"value": "38.95 58.38 0 0", "type": "geopoint"},
    {"value": "38.95 58.38 0 0;38.96 58.39 0 0", "type": "geotrace"},
    {"value": "OK", "tag": "trigger"},
)


PAGES: Sequence[Page] = (
    Page(
        name="gornus",
        title=("Jogap saýlamak", "Выбор ответа"),
        asks=(
            Ask(
                name="suwlar",
                label=("**Suwy** nireden alýarsyňyz?", "Откуда вы берёте **воду**?"),
                tag="select1",
                choices=_WATER,
                pictures={"kran": "kran.png", "guyy": "guyy.png", "ulag": "ulag.png"},
                media={"image": "guyy.png", "big-image": "guyy.png"},
                hint=("Suraty görkeziň", "Покажите картинку"),
                guidance=(
                    "Ilki sowaly doly okaň, soňra suratlary görkeziň. Maşgala birnäçe çeşmeden peýdalanýan bolsa, iň köp"
                    " ulanylýanyny belläň.",
                    "Сначала прочтите вопрос целиком, затем покажите картинки. Если источников несколько, отметьте тот,"
                    " которым пользуются чаще.",
                ),
            ),
            Ask(
                name="razy",
                label=("Oba geňeşi kömek edýär", "Сельский совет помогает"),
                tag="select1",
                looks="likert",
                choices=_AGREE,
            ),
            Ask(
                name="gunler",
                label=("Haýsy günler öýde bolýarsyňyz?", "По каким дням вы дома?"),
                tag="select",
                looks="columns-pack",
                choices=_DAYS,
            ),
            Ask(
                name="gun",
                label=("Amatly gün", "Удобный день"),
                tag="select1",
                looks="columns-3",
                choices=_DAYS,
            ),
            Ask(
                name="gun2",
                label=("Başga amatly gün", "Другой удобный день"),
                tag="select1",
                looks="columns",
                choices=_DAYS,
            ),
            Ask(
                name="tiz",
                label=("Tiz kömek gerekmi?", "Нужна ли срочная помощь?"),
                tag="select1",
                looks="quick",
                choices=_YES,
            ),
            Ask(
                name="egri",
                label=("Gysga sanaw", "Свёрнутый список"),
                tag="select1",
                looks="minimal",
                choices=_YES,
            ),
            Ask(
                name="karta",
                label=("Nire agyrýar?", "Где болит?"),
                tag="select1",
                looks="image-map",
                choices=_YES,
                media={"image": "beden.svg"},
            ),
        ),
    ),
    Page(
        name="uzyn",
        title=("Uzyn sanawlar", "Длинные списки"),
        asks=(
            Ask(
                name="welayat",
                label=("Welaýat", "Велаят"),
                tag="select1",
                choices={"ahal": ("Ahal", "Ахал"), "mary": ("Mary", "Мары")},
            ),
            Ask(
                name="oba",
                label=("Oba", "Село"),
                tag="select1",
                itemset="instance('rows')/root/item[group = /data/uzyn/welayat]",
            ),
            Ask(
                name="gozle",
                label=("Oba (gözleg bilen)", "Село (с поиском)"),
                tag="select1",
                looks="autocomplete",
                itemset="instance('rows')/root/item",
            ),
            Ask(
                name="obalar",
                label=("Barlan obalaryňyz", "Где вы побывали"),
                tag="select",
                itemset="instance('rows')/root/item",
            ),
            Ask(
                name="tertip",
                label=("Iň möhümi haýsy?", "Что важнее всего?"),
                tag="odk:rank",
                type="odk:rank",
                choices=_WATER,
            ),
        ),
    ),
    Page(
        name="yazuw",
        title=("Ýazmak", "Ввод текста и чисел"),
        asks=(
            Ask(name="soz", label=("Ady", "Имя"), hint=("Pasportdaky ýaly", "Как в паспорте")),
            Ask(name="kop", label=("Öz sözi bilen", "Своими словами"), looks="multiline"),
            Ask(name="tel", label=("Telefon", "Телефон"), looks="numbers"),
            Ask(name="salgy", label=("Salgysy (tor)", "Адрес в сети"), looks="url"),
            Ask(name="gizlin", label=("Gizlin söz", "Тайное слово"), looks="masked"),
            Ask(name="ene", label=("Ştrih-kod", "Штрихкод"), type="barcode", looks="hidden-answer"),
            Ask(name="san", label=("Adam sany", "Сколько человек"), type="int", looks="counter"),
            Ask(
                name="girdeji",
                label=("Girdejisi, manat", "Доход, манатов"),
                type="int",
                looks="thousands-sep",
            ),
            Ask(name="bolek", label=("Meýdany, gektar", "Площадь, га"), type="decimal"),
            Ask(name="ugur", label=("Ugry, gradus", "Направление, градусы"), type="decimal", looks="bearing"),
            Ask(name="basga", label=("Nätanyş görnüş", "Неизвестный вид"), looks="sparkling ex:org.example"),
        ),
    ),
    Page(
        name="senesi",
        title=("Seneler we ýerler", "Даты и места"),
        asks=(
            Ask(name="gunsan", label=("Sene", "Дата"), type="date"),
            Ask(
                name="senesiz",
                label=("Sene (senenamasyz)", "Дата без календаря"),
                type="date",
                looks="no-calendar",
            ),
            Ask(name="ayyl", label=("Aý we ýyl", "Месяц и год"), type="date", looks="month-year"),
            Ask(name="yyl", label=("Ýyl", "Год"), type="date", looks="year"),
            Ask(name="doglan", label=("Doglan wagty", "Когда родился"), looks="partial-date"),
            Ask(name="sagat", label=("Sagat", "Время"), type="time"),
            Ask(name="pursat", label=("Gün we sagat", "День и время"), type="dateTime"),
            Ask(name="yer", label=("Öýüň ýeri", "Где находится дом"), type="geopoint", looks="placement-map"),
            Ask(name="yol", label=("Ýol", "Дорога"), type="geotrace"),
            Ask(name="meydan", label=("Mellek", "Участок"), type="geoshape", looks="maps"),
        ),
    ),
    Page(
        name="olceg",
        title=("Ölçegler", "Шкалы"),
        asks=(
            Ask(
                name="agyry",
                label=("Agyry", "Боль"),
                tag="range",
                type="int",
                attrs='start="0" end="10" step="1"',
            ),
            Ask(
                name="owuz",
                label=("Kanagat", "Удовлетворённость"),
                tag="range",
                type="int",
                looks="no-ticks",
                attrs='start="1" end="3" step="1"',
                choices={"1": ("Pes", "Низкая"), "3": ("Ýokary", "Высокая")},
            ),
            Ask(
                name="dik",
                label=("Ýokary-aşak", "Вертикально"),
                tag="range",
                type="decimal",
                looks="vertical",
                attrs='start="0" end="1" step="0.25"',
            ),
            Ask(
                name="saylaw",
                label=("Sanawdan", "Из списка"),
                tag="range",
                type="int",
                looks="picker",
                attrs='start="10" end="50" step="10"',
            ),
            Ask(
                name="yyldyz",
                label=("Ýyldyzlar", "Звёзды"),
                tag="range",
                type="int",
                looks="rating",
                attrs='start="1" end="5" step="1"',
            ),
            Ask(name="okaldy", label=("Okap berildi", "Прочитано вслух"), tag="trigger"),
        ),
    ),
    Page(name="jedwel", title=("Jedweller", "Таблицы"), asks=_tables()),
    Page(
        name="bellik",
        title=("Bellikler we okalýanlar", "Заметки и только чтение"),
        asks=(
            Ask(
                name="aytmak",
                label=("Gutly bolsun! Indi salgysyny soraň.", "Теперь спросите адрес."),
                bind='readonly="true()"',
                media={"image": "guyy.png", "audio": "ses.mp3", "video": "wideo.mp4"},
            ),
            Ask(name="yitik", label=("Suraty ýitdi", "Картинка пропала"), media={"image": "yok.png"}),
            *(
                Ask(name=f"r{at}", label=_READ, bind='readonly="true() or /data/yazuw/soz"', **kind)  # type: ignore[arg-type]  # a kind is a set of fields
                for at, kind in enumerate(_READONLY)
            ),
        ),
    ),
    Page(
        name="fayl",
        title=("Suratlar we faýllar", "Снимки и файлы"),
        asks=(
            Ask(
                name="surat",
                label=("Öýüň suraty", "Снимок дома"),
                tag="upload",
                type="binary",
                attrs='mediatype="image/*"',
                bind='orx:max-pixels="800"',
            ),
            Ask(
                name="gol",
                label=("Goly", "Подпись"),
                tag="upload",
                type="binary",
                looks="signature",
                attrs='mediatype="image/*"',
            ),
            Ask(
                name="cyzgy",
                label=("Öýüň çyzgysy", "План дома"),
                tag="upload",
                type="binary",
                looks="draw",
                attrs='mediatype="image/*"',
            ),
            Ask(
                name="bellemek",
                label=("Suratda belläň", "Отметьте на снимке"),
                tag="upload",
                type="binary",
                looks="annotate",
                attrs='mediatype="image/*"',
            ),
            Ask(
                name="sesi",
                label=("Ses ýazgysy", "Запись голоса"),
                tag="upload",
                type="binary",
                attrs='mediatype="audio/*"',
            ),
            Ask(
                name="resminama",
                label=("Resminama", "Документ"),
                tag="upload",
                type="binary",
                attrs='mediatype="application/*"',
            ),
        ),
    ),
)


ID = "kinds"


@cache
def form() -> Form:
    """Return the form with its pictures."""
    return load(xml(), media=media())


def xml() -> bytes:
    """Return the form as it travels."""
    return xform(PAGES, VILLAGES)


def media() -> Mapping[str, bytes]:
    """Return the files of its package: three small pictures, a drawing of a body, a sound that is none."""
    colours = {"kran.png": "#2c7fb8", "guyy.png": "#7a5c3e", "ulag.png": "#4d9221"}
    body = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="240" height="200" viewBox="0 0 240 200">'
        b'<circle cx="120" cy="40" r="28" fill="#c98"/><rect x="90" y="72" width="60" height="110" rx="16" fill="#89a"/></svg>'
    )
    return {
        **{name: picture(320, 240, colour) for name, colour in colours.items()},
        "beden.svg": body,
        "ses.mp3": b"ID3",
    }


def picture(wide: int, high: int, colour: str, kind: str = "PNG") -> bytes:
    """Return a picture of one colour with a round mark in its middle."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#ffffff"))
    side = min(wide, high) // 2
    painter.drawEllipse((wide - side) // 2, (high - side) // 2, side, side)
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)  # type: ignore[call-overload]  # the stubs know a device only with bytes
    return bytes(kept.data())
