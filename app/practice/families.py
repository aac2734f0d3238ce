"""Invented households: who lives together, related how, where, on what; one of them is the client."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from app.models.household import Document, Household, Kinship, Language, Person, Relation, Sex
from app.practice.names import Names, for_sex
from app.practice.situations import Drawn

RUSSIAN_SPEAKING = 0.12
_TOWNS = ("city_welayat_rights", "city_state", "city_etrap", "city_etrap_rights", "city")
_BIRTH_CERTAIN, _BIRTH_MONTH = 0.75, 0.85


@dataclass(slots=True, kw_only=True)
class Family:
    """A household with its people and papers."""

    household: Household
    people: list[Person]
    client: Person
    language: str
    relations: list[Relation] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a worker's families live: a place code, and whether it is a town."""

    place: str
    town: bool


def home(place: str, level: str) -> Home:
    """Return a home of a place of that level."""
    return Home(place=place, town=level in _TOWNS)


@dataclass(slots=True)
class Families:
    """Makes households; every draw comes from `random`."""

    random: Random
    names: Names

    def new_id(self) -> str:
        """Return the next identifier, 32 hexadecimal digits."""
        return f"{self.random.getrandbits(128):032x}"

    def make(self, drawn: Drawn, at: Home, on: date) -> Family:
        """Return the household of a drawn person as it was on a day."""
        language = "ru" if self.random.random() < RUSSIAN_SPEAKING else "tk"
        surname, father = (
            self.names.surname(self.random, language),
            self.names.given(self.random, Sex.MALE, language),
        )
        maker = _Members(self, language, surname, father, on)
        client = maker.member(drawn.sex, drawn.age, Kinship.HEAD)
        client = replace(client, disability=drawn.situation.disability, benefit=self._benefit(drawn))
        people, client = maker.around(drawn.living, client, drawn.age)
        family = Family(
            household=self._household(at, language, people), people=people, client=client, language=language
        )
        family.household = replace(
            family.household,
            benefits=frozenset({client.benefit} - {""}),
            informant=_informant(people, client).id,
        )
        self._papers(family, drawn, on)
        return family

    def _household(self, at: Home, language: str, people: list[Person]) -> Household:
        random, names = self.random, self.names
        street = names.street(random, language)
        address = street if at.town else f"{names.village(random, language)}, {street}"
        return Household(
            id=self.new_id(),
            place=at.place,
            address=address,
            phone=self._phone() if len(people) > 1 else "",
            income=frozenset(random.sample(["wage", "benefits", "farm", "casual"], k=random.randint(1, 2))),
        )

    def _phone(self) -> str:
        # No operator has the code 00: nobody's phone rings in practice.
        return f"+993 00 {self.random.randint(100000, 999999)}"

    def _benefit(self, drawn: Drawn) -> str:
        if not drawn.benefit:
            return ""
        if drawn.age >= 60:
            return "old_age"
        if drawn.situation.disability and drawn.situation.disability != "in_process":
            return "disability"
        if drawn.age < 18:
            return self.random.choice(
                ("childcare",) if drawn.age < 3 else ("survivor_benefit", "privileges", "social")
            )
        usual = (
            ("childcare", "birth", "social", "one_off")
            if drawn.sex is Sex.FEMALE
            else ("social", "privileges", "sickness")
        )
        return self.random.choice(usual)

    def _papers(self, family: Family, drawn: Drawn, on: date) -> None:
        kind = "birth_cert" if drawn.age < 16 else "passport"
        if "passport" not in str(drawn.situation.answers.get("docs_missing")) and self.random.random() < 0.7:
            family.documents.append(self._paper(family.client, kind, on))
        if family.client.disability in ("group1", "group2", "group3", "child"):
            family.documents.append(self._paper(family.client, "disability_cert", on))

    def _paper(self, person: Person, kind: str, on: date) -> Document:
        issued = on - timedelta(days=self.random.randint(200, 2500))
        number = f"OKUW {self.random.randint(100000, 999999)}"  # "practice": no series of papers begins so
        return Document(
            id=self.new_id(), person=person.id, type=kind, number=number, issued=issued.isoformat()
        )


def _informant(people: list[Person], client: Person) -> Person:
    return next((one for one in people if one.kinship is Kinship.HEAD), client)


@dataclass(slots=True)
class _Members:
    """Makes the members of one household."""

    families: Families
    language: str
    surname: str
    father: str
    on: date

    def member(self, sex: Sex, age: int, kinship: Kinship, *, own_child: str = "") -> Person:
        random = self.families.random
        married_in = kinship is Kinship.SPOUSE or kinship is Kinship.IN_LAW
        father = own_child or ("" if married_in else self.father)
        name = self.families.names.person(random, sex, self.language, surname=self.surname, father=father)
        former = ""
        if sex is Sex.FEMALE and married_in and self.language == "tk":
            former = for_sex(self.families.names.surname(random, self.language), sex)
        birth, estimated = self._birth(age)
        return Person(
            id=self.families.new_id(),
            surname=name.surname,
            name=name.name,
            patronymic=name.patronymic,
            former_surname=former,
            sex=sex,
            birth=birth,
            estimated=estimated,
            kinship=kinship,
            phone=self.families._phone() if age >= 18 and random.random() < 0.5 else "",
            language=Language(self.language),
        )

    def _birth(self, age: int) -> tuple[str, bool]:
        random = self.families.random
        born = self.on.replace(year=self.on.year - age, day=1) - timedelta(days=random.randint(2, 300))
        certain = random.random()
        if certain < _BIRTH_CERTAIN or age < 18:
            return born.isoformat(), False
        return (born.isoformat()[:7], False) if certain < _BIRTH_MONTH else (str(born.year), True)

    def around(self, living: str, client: Person, age: int) -> tuple[list[Person], Person]:
        """Return all members, the head first, and the client with his place among them."""
        random = self.families.random
        other = Sex.MALE if client.sex is Sex.FEMALE else Sex.FEMALE
        spouse_age = max(18, age + random.randint(-4, 6))
        if living == "alone":
            return [client], client
        if living == "couple":
            return [client, self.member(other, spouse_age, Kinship.SPOUSE)], client
        if living in ("nuclear", "three"):
            return self._grown(client, [self.member(other, spouse_age, Kinship.SPOUSE)], age, living)
        if living == "single":
            return self._grown(client, [], age, living)
        if living == "adult_children":
            child_age = max(18, age - random.randint(20, 30))
            child = self.member(random.choice((Sex.FEMALE, Sex.MALE)), child_age, Kinship.CHILD)
            return [client, child], client
        return self._child(client, age, living)

    def _grown(
        self, client: Person, with_them: list[Person], age: int, living: str
    ) -> tuple[list[Person], Person]:
        random = self.families.random
        father = client if client.sex is Sex.MALE else next(iter(with_them), None)
        most = max(1, min(17, age - 18))
        people = [client, *with_them]
        for _ in range(random.choice((1, 2, 2, 3, 3, 4))):
            sex = random.choice((Sex.FEMALE, Sex.MALE))
            own = father.name if father is not None else self.father
            people.append(self.member(sex, random.randint(0, most), Kinship.CHILD, own_child=own))
        if living == "three":
            people.append(self.member(Sex.FEMALE, min(90, age + random.randint(20, 30)), Kinship.PARENT))
        return people, client

    def _child(self, client: Person, age: int, living: str) -> tuple[list[Person], Person]:
        random = self.families.random
        if living == "kin":
            grandmother = self.member(Sex.FEMALE, min(84, age + random.randint(45, 60)), Kinship.HEAD)
            client = replace(client, kinship=Kinship.GRANDCHILD)
            return [grandmother, client], client
        client = replace(client, kinship=Kinship.CHILD)
        mother_age = age + random.randint(20, 34)
        if living == "mother":
            people = [self.member(Sex.FEMALE, mother_age, Kinship.HEAD)]
        else:
            man = self.member(Sex.MALE, mother_age + random.randint(0, 6), Kinship.HEAD)
            people = [man, self.member(Sex.FEMALE, mother_age, Kinship.SPOUSE)]
        siblings = [
            self.member(random.choice((Sex.FEMALE, Sex.MALE)), random.randint(0, 17), Kinship.CHILD)
            for _ in range(random.choice((0, 1, 1, 2, 3)))
        ]
        return [*people, client, *siblings], client
