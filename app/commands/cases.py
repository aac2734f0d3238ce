"""`goldaw people`, `case`, `search`, `plan`: what a worker looks up, takes in and prints."""

import argparse
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.commands.speech import DONE, Refused, new_file, opened, places, say
from app.errors import N_
from app.i18n import tr
from app.models import kinds
from app.models.case_number import tidy
from app.models.staff import Staff
from app.store import audit, durable, finding, queries
from app.store.queries import OpenCase, Wanted
from app.store.vault import Vault


def add(commands: Any) -> None:
    """Put these commands into the parser."""
    people = commands.add_parser("people", help="take in lists of people").add_subparsers(
        required=True, metavar="COMMAND"
    )
    taken = people.add_parser("import", help="a list of benefit recipients becomes requests to look at")
    taken.add_argument("vault", type=Path)
    taken.add_argument("file", type=Path, help="CSV or XLSX")
    taken.set_defaults(run=_import)
    case = commands.add_parser("case", help="look at cases").add_subparsers(required=True, metavar="COMMAND")
    listed = case.add_parser("list", help="all open cases")
    listed.add_argument("vault", type=Path)
    listed.add_argument("--closed", action="store_true", help="closed cases instead")
    listed.set_defaults(run=_list)
    shown = case.add_parser("show", help="one case")
    shown.add_argument("vault", type=Path)
    shown.add_argument("id", nargs="?", help="the case's number, as on its paper")
    shown.set_defaults(run=_show)
    found = commands.add_parser("search", help="find people, households and cases in any spelling")
    found.add_argument("vault", type=Path)
    found.add_argument("text")
    found.set_defaults(run=_search)
    plan = commands.add_parser("plan", help="the client's paper").add_subparsers(
        required=True, metavar="COMMAND"
    )
    printed = plan.add_parser("print", help="write the support plan as PDF")
    printed.add_argument("vault", type=Path)
    printed.add_argument("case")
    printed.add_argument("--language", choices=["tk", "ru", "both"], default="tk")
    printed.add_argument("--large", action="store_true", help="large print")
    printed.add_argument("file", type=Path)
    printed.set_defaults(run=_print)


def today() -> str:
    """Return the day in Turkmenistan, ISO."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Ashgabat")).date().isoformat()


def _import(arguments: argparse.Namespace) -> int:
    from app.intake import benefit_list, requests

    reading = benefit_list.read(arguments.file, places())
    with opened(arguments.vault) as vault:
        taken = requests.take_in(vault, reading.recipients, today=today())
    document = {"new": taken.new, "known": taken.known, "problems": benefit_list.report(reading.problems)}
    lines = [tr("New requests: {new}. Here before: {known}.", new=taken.new, known=taken.known)]
    for one in reading.problems:
        lines.append(
            tr(
                "Row {row}, column {column}: {problem}",
                row=one.row,
                column=one.column,
                problem=tr(one.sentence),
            )
        )
    say(arguments, lines, document)
    if reading.problems and not reading.recipients:
        raise Refused(
            N_("No row of the list could be taken in: {count} problems. Correct them and import again."),
            count=len(reading.problems),
        )
    return DONE


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments.vault) as vault:
        wanted = Wanted(closed=arguments.closed)
        count = queries.count_cases(vault, wanted)
        items = queries.cases(vault, wanted, limit=max(count, 1))
    _print_items(arguments, items)
    return DONE


def _print_items(arguments: argparse.Namespace, items: list[queries.CaseItem]) -> None:
    shown = [_public(item) for item in items]
    lines = [
        "\t".join((item["number"], item["name"], item["birth"], item["place"], item["step"]))
        for item in shown
    ]
    say(arguments, lines or [tr("No cases.")], shown)


def _public(item: queries.CaseItem) -> dict[str, Any]:
    row = asdict(item)
    if item.restricted:  # a protected case shows its number only
        row |= {"name": "", "birth": "", "place": "", "sex": ""}
    return row


def find(vault: Vault, typed: str) -> OpenCase:
    """Return the case with that number (or identifier). Raises: Refused."""
    number = tidy(typed)
    stream = queries.case_by_number(vault, number) if number else None
    stream = stream or (typed if typed.startswith(f"{kinds.CASE}:") else f"{kinds.CASE}:{typed}")
    found = queries.open_case(vault, stream)
    if found is None:
        raise Refused(N_("There is no case with the number “{number}” here."), number=typed[:40])
    return found


def _show(arguments: argparse.Namespace) -> int:
    if arguments.id is None:
        arguments.closed = False
        return _list(arguments)
    with opened(arguments.vault) as vault:
        case = find(vault, arguments.id)
        audit.note(vault, audit.Event.OPENED_CASE, stream=case.stream)
        item = queries.case_item(vault, case.stream)
    document = {
        "number": case.number,
        "stream": case.stream,
        "item": asdict(item) if item else {},
        "conflicts": [asdict(one) for one in case.conflicts],
        **_plain(asdict(case.file)),
    }
    say(arguments, _lines(case), document)
    return DONE


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _lines(case: OpenCase) -> list[str]:
    file = case.file
    client = file.client
    name = " ".join(p for p in (client.surname, client.name, client.patronymic) if p) if client else ""
    lines = [case.number, name, file.case.opened, str(file.case.risk)]
    done: list[tuple[str, str]] = [(one.on, tr("assessment")) for one in file.assessments]
    done += [(one.on, tr("plan version")) for one in file.versions]
    done += [(one.on, tr("visit")) for one in file.visits]
    return [*lines, *(f"{on}  {what}" for on, what in sorted(done))]


def _search(arguments: argparse.Namespace) -> int:
    with opened(arguments.vault) as vault:
        hits = finding.search(vault, arguments.text)
        audit.note(vault, audit.Event.SEARCHED)
    lines = ["\t".join((hit.number, hit.name, hit.birth, hit.place)) for hit in hits]
    say(arguments, lines, [asdict(hit) for hit in hits])
    if not hits:
        raise Refused(N_("Nothing found."))
    return DONE


def _print(arguments: argparse.Namespace) -> int:
    from app.printing import from_case, plan

    target = new_file(arguments.file)
    with opened(arguments.vault) as vault:
        case = find(vault, arguments.case)
        if case.file.plan is None:
            raise Refused(N_("This case has no support plan yet. Nothing was printed. Make the plan first."))
        owner = vault.owner
        worker = queries.staff(vault).get(case.file.case.owner) or Staff(
            id=owner.staff, name=owner.name, place=owner.place
        )
        paper = from_case.support_plan(
            case.file,
            number=case.number,
            worker=worker,
            places=places(),
            today=datetime.now(UTC).date(),
            language=arguments.language,
            large_print=arguments.large,
        )
        audit.note(vault, audit.Event.PRINTED, stream=case.stream)
    with durable.told_apart():
        durable.write_synced(target, plan.render(paper))
    say(arguments, [tr("The plan is written.")], {"file": str(target), "size": target.stat().st_size})
    return DONE
