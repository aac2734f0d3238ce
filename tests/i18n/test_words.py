"""Words of three languages: dates, numbers, money, lists and plurals as people of each language write them."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

from app import i18n
from app.errors import UserError
from app.i18n import words

DAY = date(2026, 4, 7)
TK, RU, EN = words("tk"), words("ru"), words("en")


def plain(phrase: str) -> str:
    return phrase.replace("\u00a0", " ")


@pytest.fixture
def language_restored() -> Iterator[None]:
    before = i18n.current().language
    yield
    i18n.use(before)


@pytest.mark.parametrize(
    ("length", "tk", "ru", "en"),
    [
        ("short", "07.04.2026", "07.04.2026", "07/04/2026"),
        ("medium", "7 apr 2026", "7 апр. 2026 г.", "7 Apr 2026"),
        ("long", "7 aprel 2026", "7 апреля 2026 г.", "7 April 2026"),
        ("full", "7 aprel 2026 sişenbe", "вторник, 7 апреля 2026 г.", "Tuesday, 7 April 2026"),
    ],
)
def test_dates_are_written_as_cldr_has_them(length: i18n.Length, tk: str, ru: str, en: str) -> None:
    assert [plain(one.date(DAY, length)) for one in (TK, RU, EN)] == [tk, ru, en]


def test_a_moment_shows_its_clock_time() -> None:
    assert TK.date(datetime(2026, 4, 7, 9, 5), "short") == "07.04.2026 09:05"  # noqa: DTZ001 - local clock time is meant


def test_official_dates_have_the_form_of_laws() -> None:
    assert [one.law_date(DAY) for one in (TK, RU, EN)] == [
        "2026-njy ýylyň 7-nji apreli", "7 апреля 2026 года", "7 April 2026"
    ]  # fmt: skip


def test_months_stand_in_a_date_or_alone() -> None:
    assert TK.month_names() == tuple(
        "ýanwar fewral mart aprel maý iýun iýul awgust sentýabr oktýabr noýabr dekabr".split()  # noqa: SIM905
    )
    assert TK.month_names(alone=True)[0] == "Ýanwar"
    assert (RU.month_names()[4], RU.month_names(alone=True)[4]) == ("мая", "май")


def test_a_week_begins_on_monday() -> None:
    assert [one.day_names()[0].lower() for one in (TK, RU, EN)] == ["duşenbe", "понедельник", "monday"]
    assert [one.day_names()[4].lower() for one in (TK, RU, EN)] == ["anna", "пятница", "friday"]
    assert len(TK.day_names(short=True)) == 7


def test_numbers_are_grouped_with_the_languages_marks() -> None:
    assert plain(TK.number(1234567.891)) == "1 234 567,891"
    assert EN.number(1234567.891) == "1,234,567.891"
    assert TK.number(2.5, 2) == "2,50"
    assert plain(RU.number(1234, 0)) == "1 234"


@pytest.mark.parametrize(
    ("amount", "tk", "ru"),
    [
        (1, "1 manat", "1 манат"),
        (2, "2 manat", "2 маната"),
        (5, "5 manat", "5 манатов"),
        (Decimal("1234.50"), "1 234,50 manat", "1 234,50 маната"),
        (Decimal("1160.00"), "1 160 manat", "1 160 манатов"),
    ],
)
def test_money_is_called_manat_in_the_right_form(amount: Decimal | int, tk: str, ru: str) -> None:
    assert (plain(TK.money(amount)), plain(RU.money(amount))) == (tk, ru)


def test_a_share_is_written_in_per_cent() -> None:
    assert (plain(TK.percent(0.32)), plain(RU.percent(0.3256, 1)), EN.percent(0.32)) == (
        "32 %",
        "32,6 %",
        "32%",
    )


def test_things_are_listed_with_and() -> None:
    assert [one.list_and(["a", "b", "c"]) for one in (TK, RU, EN)] == ["a, b we c", "a, b и c", "a, b and c"]
    assert (TK.list_and(["a"]), TK.list_and([])) == ("a", "")


@pytest.mark.parametrize(
    ("days", "tk", "ru"),
    [
        (-1, "düýn", "вчера"),
        (0, "şu gün", "сегодня"),
        (1, "ertir", "завтра"),
        (-3, "3 gün öň", "3 дня назад"),
        (5, "5 günden", "через 5 дней"),
        (40, "40 günden", "через 40 дней"),
    ],
)
def test_near_days_have_names_and_others_a_distance(days: int, tk: str, ru: str) -> None:
    assert (TK.relative_days(days), RU.relative_days(days)) == (tk, ru)


def test_a_translated_sentence_has_its_fields_filled() -> None:
    error = UserError("Bundle number {sequence} is already here. Nothing had to be done.", sequence=7)
    assert "7" in TK.sentence(error)
    assert TK.sentence(error) != EN.sentence(error) == str(error)
    assert RU.tr(error.sentence, sequence=8) == RU.sentence(UserError(error.sentence, sequence=8))


def test_an_unknown_sentence_is_said_in_english() -> None:
    assert TK.tr("No such sentence {n} was ever written.", n=3) == "No such sentence 3 was ever written."
    assert TK.tr("") == ""


def test_an_english_plural_follows_the_number() -> None:
    counted = [EN.ntr("{n} thing of {who}", "{n} things of {who}", n, who="Aman") for n in (1, 2, 1234)]
    assert counted == ["1 thing of Aman", "2 things of Aman", "1,234 things of Aman"]


def test_a_russian_noun_bends_after_a_number_and_a_turkmen_noun_does_not() -> None:
    one, many = "{n} household", "{n} households"
    assert [RU.ntr(one, many, n) for n in (1, 3, 5, 21)] == [
        "1 домохозяйство", "3 домохозяйства", "5 домохозяйств", "21 домохозяйство"
    ]  # fmt: skip
    assert [TK.ntr(one, many, n) for n in (1, 3)] == ["1 öý hojalygy", "3 öý hojalygy"]


@pytest.mark.usefixtures("language_restored")
def test_the_language_in_use_can_be_changed_at_any_moment() -> None:
    spoken = []
    for language in ("tk", "ru"):
        i18n.use(language)
        spoken.append(i18n.tr("tomorrow"))
    assert spoken == ["ertir", "завтра"]
    with pytest.raises(ValueError, match="de"):
        i18n.use("de")


def test_a_word_can_be_said_before_babel_is_loaded() -> None:
    script = "import sys; from app.i18n import tr; tr('tomorrow'); print(any(m.startswith('babel') for m in sys.modules))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
