"""A person's name in the official order: surname, name, father's name."""

from dataclasses import dataclass

from app import text

_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """The parts of a name as the documents have them; patronymic and former surname may be empty."""

    surname: str
    name: str
    patronymic: str = ""
    former_surname: str = ""

    def full(self) -> str:
        """Return the whole name: "Myradowa Jemal Amanowna"."""
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)

    def with_former(self) -> str:
        """Return the whole name with the former surname: "Myradowa (Orazowa) Jemal Amanowna"."""
        former = f"({self.former_surname})" if self.former_surname else ""
        return " ".join(part for part in (self.surname, former, self.name, self.patronymic) if part)

    def initials(self, language: str) -> str:
        """Return the surname with initials, as papers of the language write it: F.A.A., Ф. И. О.

        tk "Myradowa J.A.", ru "Мурадова Д. А.", en "J. A. Myradowa"; never broken at a line's end.
        """
        letters = [letter for letter in (text.initial(self.name), text.initial(self.patronymic)) if letter]
        joined = ("" if language == "tk" else _NO_BREAK).join(letters)
        parts = (joined, self.surname) if language == "en" else (self.surname, joined)
        return _NO_BREAK.join(part for part in parts if part)

    def sort_key(self) -> str:
        """Return the key for lists: by surname, then name, then father's name."""
        return text.sort_key(self.full())

    def same_family(self, other: "PersonName") -> bool:
        """Tell whether both may bear one family name: Myradow and Myradowa, in any script, former surnames included."""
        return not self.surname_stems().isdisjoint(other.surname_stems())

    def surname_stems(self) -> frozenset[str]:
        """Return the folded surnames, present and former, without their gender form."""
        return frozenset(
            text.surname_stem(surname) for surname in (self.surname, self.former_surname) if surname.strip()
        )

    def search_text(self) -> str:
        """Return what to index so that `text.search_tokens` of any spelling find this person."""
        return text.search_text(self.surname, self.name, self.patronymic, self.former_surname)
