"""Names of persons: official order, initials by language, one family in every spelling."""

import pytest

from app import text
from app.models.person_name import PersonName

JEMAL = PersonName(surname="Myradowa", name="Jemal", patronymic="Amanowna", former_surname="Orazowa")


def test_a_full_name_is_surname_name_and_fathers_name() -> None:
    assert JEMAL.full() == "Myradowa Jemal Amanowna"
    assert JEMAL.with_former() == "Myradowa (Orazowa) Jemal Amanowna"
    assert PersonName(surname="Myradow", name="Çary").full() == "Myradow Çary"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("tk", "Myradowa J.A."), ("ru", "Myradowa J. A."), ("en", "J. A. Myradowa")],
)
def test_initials_follow_the_language(language: str, shown: str) -> None:
    assert JEMAL.initials(language).replace("\u00a0", " ") == shown


def test_initials_without_a_patronymic_or_a_name_leave_no_gap() -> None:
    assert PersonName(surname="Myradow", name="çary").initials("tk") == "Myradow\u00a0Ç."
    assert PersonName(surname="Myradow", name="").initials("ru") == "Myradow"


@pytest.mark.parametrize("other", ["Myradow", "Мурадов", "Мырадова", "Muradov", "Orazow"])
def test_a_family_shares_its_name_across_gender_script_and_marriage(other: str) -> None:
    assert JEMAL.same_family(PersonName(surname=other, name="Çary"))


def test_another_family_is_another_family() -> None:
    assert not JEMAL.same_family(PersonName(surname="Meredow", name="Çary"))
    assert not PersonName(surname="", name="A").same_family(PersonName(surname="", name="B"))


def test_a_person_is_found_by_former_surname_in_russian() -> None:
    words = JEMAL.search_text().split()
    assert all(
        any(word.startswith(token) for word in words) for token in text.search_tokens("Оразова Джемал")
    )


def test_lists_go_by_surname_in_the_order_of_the_alphabet() -> None:
    names = [
        PersonName(surname=surname, name="A") for surname in ("Çaryýew", "Zöhrow", "Annaýew", "Daňatarow")
    ]
    assert [one.surname for one in sorted(names, key=PersonName.sort_key)] == [
        "Annaýew",
        "Çaryýew",
        "Daňatarow",
        "Zöhrow",
    ]
