"""Invented people for the practice village: every part of a name is common, every whole name is drawn by chance."""

from dataclasses import dataclass
from random import Random

from app import resources
from app.models.household import Sex
from app.models.person_name import PersonName
from app.practice.spelling import in_russian

_VOICED = {"t": "d", "ç": "j"}
_UNVOICED = {"Polat", "Döwlet", "Şöhrat"}  # Polatow, Döwletow: here the t stays
_RUSSIAN_FATHERS = {
    "Дмитрий": "Дмитриев",
    "Георгий": "Георгиев",
    "Павел": "Павлов",
    "Пётр": "Петров",
    "Михаил": "Михайлов",
}
_RUSSIAN_VOWEL_FATHERS = {"Илья": ("Ильич", "Ильинична"), "Никита": ("Никитич", "Никитична")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The parts that names and addresses are made of; surnames in the man's form."""

    tk_men: tuple[str, ...]
    tk_women: tuple[str, ...]
    tk_surnames: tuple[str, ...]
    ru_men: tuple[str, ...]
    ru_women: tuple[str, ...]
    ru_surnames: tuple[str, ...]
    streets: tuple[str, ...]
    villages: tuple[str, ...]

    def surname(self, random: Random, language: str) -> str:
        """Return a family's surname in the man's form; see `for_sex`."""
        return random.choice(self.ru_surnames if language == "ru" else self.tk_surnames)

    def given(self, random: Random, sex: Sex, language: str) -> str:
        """Return a given name of a "tk" or "ru" speaking person."""
        men, women = (self.ru_men, self.ru_women) if language == "ru" else (self.tk_men, self.tk_women)
        return random.choice(women if sex is Sex.FEMALE else men)

    def person(
        self,
        random: Random,
        sex: Sex,
        language: str,
        *,
        surname: str = "",
        father: str = "",
        without: float = 0.15,
    ) -> PersonName:
        """Return a person's name; of the family `surname` and the father's name `father` if given.

        The share `without` of Turkmen people has no patronymic.
        """
        family = surname or self.surname(random, language)
        whose = father or self.given(random, Sex.MALE, language)
        bare = language != "ru" and random.random() < without
        return PersonName(
            surname=for_sex(family, sex),
            name=self.given(random, sex, language),
            patronymic="" if bare else patronymic(whose, sex, language),
        )

    def street(self, random: Random, language: str) -> str:
        """Return an address in a town: "Görogly köçesi, 12", "ул. Гёроглы, д. 12"."""
        name, house = random.choice(self.streets), random.randint(1, 140)
        return f"ул. {in_russian(name)}, д. {house}" if language == "ru" else f"{name} köçesi, {house}"

    def village(self, random: Random, language: str) -> str:
        """Return a village: "Akdepe obasy", "село Акдепе"."""
        name = random.choice(self.villages)
        return f"село {in_russian(name)}" if language == "ru" else f"{name} obasy"


def load() -> Names:
    """Return the names shipped for practice."""
    kinds = ("tk_men", "tk_women", "tk_surnames", "ru_men", "ru_women", "ru_surnames", "streets", "villages")
    return Names(**{kind: tuple(resources.text("practice", f"{kind}.txt").splitlines()) for kind in kinds})


def for_sex(surname: str, sex: Sex) -> str:
    """Return a surname of the man's form as a person of that sex bears it: Myradow, Myradowa; Иванов, Иванова."""
    gendered = surname.endswith(("ow", "ew", "in", "ов", "ев", "ёв", "ин"))
    feminine = ("а" if surname[-1] in "вн" else "a") if gendered else ""
    return surname + feminine if sex is Sex.FEMALE else surname


def patronymic(father: str, sex: Sex, language: str) -> str:
    """Return the father's name as it stands behind the child's: Amanowiç, Amanowna; Иванович, Ивановна."""
    if language == "ru":
        return _russian_patronymic(father, sex)
    ending = "na" if sex is Sex.FEMALE else "iç"
    if father[-1] in "ae":
        return f"{father[:-1]}{'ä' if father[-1] == 'e' else 'a'}ýew{ending}"
    if father[-1] in "äiouyöü":
        return f"{father}ýew{ending}"
    last = father[-1] if father in _UNVOICED else _VOICED.get(father[-1], father[-1])
    return f"{father[:-1]}{last}ow{ending}"


def _russian_patronymic(father: str, sex: Sex) -> str:
    if father in _RUSSIAN_VOWEL_FATHERS:
        return _RUSSIAN_VOWEL_FATHERS[father][sex is Sex.FEMALE]
    return _russian_possessive(father) + ("на" if sex is Sex.FEMALE else "ич")


def _russian_possessive(father: str) -> str:
    if father in _RUSSIAN_FATHERS:
        return _RUSSIAN_FATHERS[father]
    if father.endswith("ий"):
        return f"{father[:-2]}ьев"
    return f"{father[:-1]}ев" if father[-1] in "йь" else f"{father}ов"
