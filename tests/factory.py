"""Real parts for tests: vaults, households, cases with a history. Everything in them is invented.

Tests say `import factory`; the fast cost makes a vault in a few hundredths of a second.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.changes.change import Change, parse
from app.forms import package
from app.models import fact, kinds, plan
from app.models.case import Case, Consent, Manner, Need, Purpose, Risk, Source
from app.models.edit import Edit
from app.models.household import Household, Kinship, Person, Sex
from app.models.plan import Goal, Plan, Service
from app.models.record import difference
from app.store import log, schema, shelf
from app.store import vault as vaults
from app.store.argon import FLOOR
from app.store.header import Role
from app.store.shelved import Shelved
from app.store.vault import Vault

PASSWORD = "oba ýolunda agyr arba"
DAY = "2026-11-20"
START_MS = 1_763_600_000_000


@dataclass(slots=True)
class Clock:
    """A clock that only moves when it is asked: one second each time."""

    now_ms: int = START_MS

    def __call__(self) -> int:
        """Return the next second."""
        self.now_ms += 1000
        return self.now_ms


def a_vault(
    folder: Path,
    *,
    name: str = "Aýna Tejenowa",
    place: str = "TM-M-03",
    role: Role = Role.WORKER,
    practice: bool = False,
    clock: Callable[[], int] | None = None,
) -> Vault:
    """Return an open vault in `folder`/vault (or in `folder` itself when that is missing)."""
    directory = folder / "vault" if folder.exists() else folder
    made = vaults.create(
        directory,
        PASSWORD,
        role=role,
        name=name,
        place=place,
        practice=practice,
        cost=FLOOR,
        clock=clock or Clock(),
    )
    return made.vault


def identifier(seed: object) -> str:
    """Return 32 hexadecimal digits that are always the same for the same seed."""
    import hashlib

    return hashlib.blake2b(repr(seed).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a test may want to speak of."""

    household: Household
    client: Person
    case: Case
    people: tuple[Person, ...] = ()
    goals: tuple[Goal, ...] = ()
    facts: dict[str, bytes] = field(default_factory=dict)

    @property
    def stream(self) -> str:
        """The case's stream."""
        return f"{kinds.CASE}:{self.case.id}"

    @property
    def household_stream(self) -> str:
        """The household's stream."""
        return f"{kinds.HOUSEHOLD}:{self.household.id}"


def a_household(
    vault: Vault, *, seed: object = 1, people: Sequence[Person] = (), **fields: Any
) -> tuple[Household, tuple[Person, ...]]:
    """Save and return a household; without `people` a woman lives there alone."""
    home = Household(
        id=identifier(("household", seed)),
        **({"place": "TM-M-03", "address": "Görogly köçesi, 12"} | fields),
    )
    members = tuple(people) or (a_person(seed=seed),)
    edits = difference(None, home)
    for person in members:
        edits += difference(None, person)
    vault.commit(f"{kinds.HOUSEHOLD}:{home.id}", edits)
    return home, members


def a_person(*, seed: object = 1, **fields: Any) -> Person:
    """Return a person who is in no household yet."""
    usual: dict[str, Any] = {
        "surname": "Myradowa",
        "name": "Şirin",
        "patronymic": "Amanowna",
        "sex": Sex.FEMALE,
        "birth": "1991-05-07",
        "kinship": Kinship.HEAD,
    }
    return Person(id=identifier(("person", seed)), **(usual | fields))


def a_case(
    vault: Vault, *, seed: object = 1, person: Person | None = None, until: str = "request", **fields: Any
) -> Made:
    """Save and return a case with its household, brought as far as `until`.

    request, consent, assessment, need, plan, approval, visits: each with all before it.
    """
    home, people = a_household(vault, seed=seed, people=[person] if person else [])
    usual: dict[str, Any] = {
        "client": people[0].id,
        "household": home.id,
        "opened": DAY,
        "source": Source.HOTLINE,
        "risk": Risk.MEDIUM,
        "need": Need.UNKNOWN,
        "owner": vault.owner.staff,
    }
    case = Case(id=identifier(("case", seed)), **(usual | fields))
    made = Made(household=home, client=people[0], case=case, people=people)
    vault.commit(made.stream, difference(None, case))
    _advance(vault, made, until)
    return made


STAGES = ("request", "consent", "assessment", "need", "plan", "approval", "visits")


def _advance(vault: Vault, made: Made, until: str) -> None:
    steps: dict[str, Callable[[], Sequence[Edit]]] = {
        "consent": lambda: difference(None, consent(made)),
        "assessment": lambda: [assessment(by=vault.owner.staff)],
        "need": lambda: [
            fact.recognition(need="needs_services", ground="disability", on=DAY, by=vault.owner.staff)
        ],
        "plan": lambda: _plan(vault, made),
        "approval": lambda: [_approval(vault, made)],
        "visits": lambda: [visit(by=vault.owner.staff, key=made.case.id)],
    }
    for stage in STAGES[1 : STAGES.index(until) + 1]:
        vault.commit(made.stream, steps[stage]())


def consent(made: Made) -> Consent:
    """Return the client's consent to being assessed."""
    return Consent(
        id=identifier(("consent", made.case.id)),
        purpose=Purpose.ASSESSMENT,
        given_by=made.client.id,
        manner=Manner.SIGNED,
        given=DAY,
    )


def assessment(*, by: str, on: str = DAY, **words: Any) -> Edit:
    """Return a finished assessment that found a disability."""
    usual: dict[str, Any] = {
        "form": "initial_assessment",
        "version": "2026112201",
        "sha256": "0" * 64,
        "urgency": "medium",
        "need": "needs_services",
        "reasons": ["wg"],
    }
    answers = {"seen": "none", "consent_assess": "yes", "wg_walking": "a_lot_of_difficulty"}
    return fact.assessment(answers=answers, on=on, by=by, **(usual | words))


def visit(*, by: str, on: str = DAY, next_visit: str = "2026-12-20", key: str = "") -> Edit:
    """Return a finished visit."""
    return fact.visit(
        on=on, by=by, kind="home", done="Resminamalar toplandy.", next_visit=next_visit, key=key
    )


def a_plan(made: Made) -> tuple[Plan, Goal, Service]:
    """Return a plan with one goal and one line of help."""
    frame = Plan(
        id=identifier(("plan", made.case.id)), start=DAY, until="2027-05-20", next_visit="2026-12-01"
    )
    goal = Goal(
        id=identifier(("goal", made.case.id)),
        plan=frame.id,
        position=1,
        domain="health",
        text_tk="Öz işlerimi mümkin boldugyça özüm edýärin.",
        text_ru="По возможности справляюсь сам.",
    )
    line = Service(
        id=identifier(("service", made.case.id)), plan=frame.id, goal=goal.id, position=1, code="s10"
    )
    return frame, goal, line


def _plan(vault: Vault, made: Made) -> list[Edit]:
    frame, goal, line = a_plan(made)
    edits = [*difference(None, frame), *difference(None, goal), *difference(None, line)]
    fixed = plan.version(frame, [goal], [line], number=1, by=vault.owner.staff, on=DAY, case=made.case.id)
    return [*edits, fixed]


def plan_hash(vault: Vault, stream: str) -> bytes:
    """Return the hash of the newest finished plan of a case: what an approval speaks of."""
    return next(
        one.hash for one in reversed(vault.state(stream).facts.values()) if one.kind == "plan_version"
    )


def _approval(vault: Vault, made: Made) -> Edit:
    return fact.decide(
        plan_hash(vault, made.stream), decision=fact.APPROVED, reason="", on=DAY, by=vault.owner.staff
    )


def read_tables(vault: Vault) -> dict[str, list[Any]]:
    """Return every row of every read table, sorted; found words stand beside what they find."""
    rows: dict[str, list[Any]] = {}
    for table in schema.CACHE:
        if table not in ("search", "search_entry"):
            rows[table] = sorted(vault.connection.execute(f"SELECT * FROM {table}"), key=repr)  # noqa: S608
    execute = vault.connection.execute
    execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, search, instance)")
    rows["search"] = sorted(
        execute(
            "SELECT e.stream, e.kind, e.ref, w.term FROM search_entry e LEFT JOIN temp.words w ON w.doc = e.id"
        ),
        key=repr,
    )
    return rows


def everything(vault: Vault) -> dict[str, list[Any]]:
    """Return every row of the whole vault: the log and the read tables."""
    kept = ("change", "edge", "file_ref", "replica", "meta", "draft", "audit")
    log_rows = {table: sorted(vault.connection.execute(f"SELECT * FROM {table}"), key=repr) for table in kept}  # noqa: S608
    return log_rows | read_tables(vault)


def changes_of(vault: Vault, *streams: str) -> list[Change]:
    """Return the applied changes of some streams (all streams when none is named), parents first."""
    named = streams or log.streams(vault.connection)
    return [change for stream in named for change in log.changes(vault.connection, stream)]


def parsed(body: bytes) -> Change:
    """Return the change of these bytes."""
    return parse(body)


def publish(vault: Vault, xml: bytes, media: Mapping[str, bytes] | None = None, on: str = DAY) -> Shelved:
    """Take a form into use, signed by the vault's own device."""
    packed = package.pack(xml, media or {}, vault.sign)
    return shelf.publish(vault, packed, trusted={vault.owner.name: vault.device.verify_key}, on=on)
