"""Invented names: enough of them, well formed, reproducible, and folding to one key however they are written."""

from random import Random

import pytest

from app import text
from app.models.household import Sex
from app.practice import names
from app.practice.spelling import in_russian, without_marks

NAMES = names.load()
TURKMEN = set("abçdeäfghijžklmnňoöprsştuüwyýz")
RUSSIAN = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


def test_there_are_enough_names_for_a_village() -> None:
    assert min(len(NAMES.tk_men), len(NAMES.tk_women), len(NAMES.tk_surnames)) >= 120
    assert min(len(NAMES.ru_men), len(NAMES.ru_women), len(NAMES.ru_surnames)) >= 40
    assert min(len(NAMES.streets), len(NAMES.villages)) >= 40


@pytest.mark.parametrize(
    "kind", ["tk_men", "tk_women", "tk_surnames", "ru_men", "ru_women", "ru_surnames", "villages"]
)
def test_every_list_is_sorted_without_doubles_and_in_its_own_letters(kind: str) -> None:
    listed = getattr(NAMES, kind)
    assert list(listed) == sorted(set(listed), key=text.sort_key)
    letters = RUSSIAN if kind.startswith("ru") else TURKMEN
    assert all(set(name.lower()) <= letters and name[0].isupper() for name in listed)


def test_no_name_is_both_a_mans_and_a_womans() -> None:
    assert not set(NAMES.tk_men) & set(NAMES.tk_women)


@pytest.mark.parametrize(
    ("father", "sex", "language", "formed"),
    [
        ("Aman", Sex.MALE, "tk", "Amanowiç"),
        ("Aman", Sex.FEMALE, "tk", "Amanowna"),
        ("Çary", Sex.MALE, "tk", "Çaryýewiç"),
        ("Myrat", Sex.FEMALE, "tk", "Myradowna"),
        ("Töre", Sex.MALE, "tk", "Töräýewiç"),
        ("Gylyç", Sex.MALE, "tk", "Gylyjowiç"),
        ("Döwlet", Sex.MALE, "tk", "Döwletowiç"),
        ("Иван", Sex.FEMALE, "ru", "Ивановна"),
        ("Сергей", Sex.MALE, "ru", "Сергеевич"),
        ("Юрий", Sex.FEMALE, "ru", "Юрьевна"),
        ("Дмитрий", Sex.MALE, "ru", "Дмитриевич"),
        ("Илья", Sex.FEMALE, "ru", "Ильинична"),
        ("Игорь", Sex.MALE, "ru", "Игоревич"),
        ("Павел", Sex.MALE, "ru", "Павлович"),
        ("Пётр", Sex.FEMALE, "ru", "Петровна"),
    ],
)
def test_a_patronymic_is_formed_from_the_fathers_name(
    father: str, sex: Sex, language: str, formed: str
) -> None:
    assert names.patronymic(father, sex, language) == formed


@pytest.mark.parametrize("surname", NAMES.tk_surnames + NAMES.ru_surnames)
def test_a_daughter_bears_her_fathers_surname_in_her_own_form(surname: str) -> None:
    hers = names.for_sex(surname, Sex.FEMALE)
    assert names.for_sex(surname, Sex.MALE) == surname
    assert text.surname_stem(hers) == text.surname_stem(surname)


def test_the_same_seed_gives_the_same_people() -> None:
    drawn = [
        [
            NAMES.person(Random(seed), sex, language)
            for sex in (Sex.FEMALE, Sex.MALE)
            for language in ("tk", "ru")
        ]
        for seed in (1, 1, 2)
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_some_turkmen_people_and_no_russians_have_no_patronymic() -> None:
    random = Random(5)
    turkmen = [NAMES.person(random, Sex.MALE, "tk").patronymic for _ in range(200)]
    assert 5 <= turkmen.count("") <= 80
    assert all(NAMES.person(random, Sex.FEMALE, "ru").patronymic for _ in range(50))


def test_a_child_takes_the_familys_surname_and_the_fathers_name() -> None:
    child = NAMES.person(Random(1), Sex.FEMALE, "tk", surname="Myradow", father="Aman", without=0)
    assert (child.surname, child.patronymic) == ("Myradowa", "Amanowna")


@pytest.mark.parametrize(
    ("turkmen", "russian"),
    [
        ("Ýazgulyýewa Jemal", "Язгулыева Джемал"),
        ("Muhammetseýit Sylapow", "Мухамметсейит Сылапов"),
        ("Gökdepe", "Гёкдепе"),
        ("Öwezow", "Овезов"),
        ("Esenguly", "Эсенгулы"),
        ("Ýolöten", "Ёлётен"),
        ("Çaryýew", "Чарыев"),
    ],
)
def test_a_name_is_written_in_russian(turkmen: str, russian: str) -> None:
    assert in_russian(turkmen) == russian


@pytest.mark.parametrize("kind", ["tk_men", "tk_women", "tk_surnames", "streets", "villages"])
def test_every_spelling_of_every_shipped_name_has_one_folding_key(kind: str) -> None:
    for name in getattr(NAMES, kind):
        assert text.fold(in_russian(name)) == text.fold(without_marks(name)) == text.fold(name), name


def test_addresses_follow_the_language() -> None:
    assert NAMES.street(Random(3), "tk").partition(" köçesi, ")[2].isdigit()
    assert NAMES.street(Random(3), "ru").startswith("ул. ")
    assert NAMES.village(Random(3), "tk").endswith(" obasy")
    assert NAMES.village(Random(3), "ru").startswith("село ")
