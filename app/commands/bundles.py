"""`goldaw bundle` and `goldaw device`: what travels between vaults, and who knows whom."""

import argparse
from pathlib import Path
from typing import Any

from app.commands.speech import DONE, REFUSED, Refused, complain, new_file, opened, say
from app.commands.vaults import CARD
from app.errors import N_
from app.i18n import tr
from app.models.staff import Role as StaffRole
from app.store import durable
from app.store.header import Role
from app.store.vault import Vault
from app.sync import bundle, enrol, exchange
from app.sync.refusals import ReplayedBundle, SyncError

_LARGEST_DOCUMENT = 256 * 1024


def add(commands: Any) -> None:
    """Put these commands into the parser."""
    group = commands.add_parser("bundle", help="encrypted bundles").add_subparsers(
        required=True, metavar="COMMAND"
    )
    sent = group.add_parser("export", help="write what the other side lacks")
    sent.add_argument("vault", type=Path)
    sent.add_argument("file", type=Path)
    sent.add_argument(
        "--to", metavar="CENTRE", help="the centre's card, its folder, or an enrolled device by name or id"
    )
    sent.set_defaults(run=_export)
    taken = group.add_parser("import", help="take bundles in")
    taken.add_argument("vault", type=Path)
    taken.add_argument("files", type=Path, nargs="+", metavar="FILE")
    taken.set_defaults(run=_import)
    looked = group.add_parser(
        "inspect", help="say what can be said of a file; with --vault also what is inside"
    )
    looked.add_argument("file", type=Path)
    looked.add_argument("--vault", type=Path)
    looked.set_defaults(run=_inspect)
    _add_devices(commands)


def _add_devices(commands: Any) -> None:
    group = commands.add_parser("device", help="enrol laptops at a centre").add_subparsers(
        required=True, metavar="COMMAND"
    )
    steps = {
        "card": ("write the centre's card", _card),
        "join": ("trust the centre of a card", _join),
        "request": ("ask the centre to be enrolled", _request),
        "admit": ("sign the certificate that answers a request", _admit),
        "accept": ("keep the certificate from the centre", _accept),
        "list": ("who is known here", _list),
    }
    for name, (help_, run) in steps.items():
        step = group.add_parser(name, help=help_)
        step.add_argument("vault", type=Path)
        if name != "list":
            step.add_argument("file", type=Path)
        if name == "admit":
            step.add_argument("certificate", type=Path)
            step.add_argument(
                "--role",
                choices=["worker", "senior", "supervisor", "statistician", "key_officer"],
                default="worker",
            )
            step.add_argument("--place", default="", metavar="CODE")
        if name == "join":
            step.add_argument(
                "--group",
                action="append",
                default=[],
                metavar="N=DIGITS",
                help="a group of the printed fingerprint; give two (without: the card was compared in person)",
            )
        step.set_defaults(run=run)


def _document(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_DOCUMENT:
            raise Refused(N_("This file is too large to be such a document. Nothing was changed."))
        return path.read_bytes()
    except OSError:
        raise Refused(N_("The file could not be read. Nothing was changed. Check its name.")) from None


def _export(arguments: argparse.Namespace) -> int:
    target = new_file(arguments.file)
    with opened(arguments.vault) as vault:
        to = _addressee(vault, arguments.to)
        sent = exchange.export(vault, target, to=to)
    document = {
        "sequence": sent.sequence,
        "changes": sent.changes,
        "files": sent.files,
        "files_left": sent.files_left,
        "size": sent.size,
        "file": str(target),
    }
    line = tr(
        "Bundle {sequence} is written: {changes} changes, {files} files.",
        sequence=sent.sequence,
        changes=sent.changes,
        files=sent.files,
    )
    say(arguments, [line], document)
    return DONE


def _addressee(vault: Vault, to: str | None) -> str | None:
    if to is None:
        return None
    card = Path(to) / CARD if Path(to).is_dir() else Path(to)
    if card.is_file() and vault.role is Role.WORKER:
        return enrol.join(vault, _document(card), None).device
    known = [one for one in enrol.peers(vault) if to in (one.name, one.device, one.staff)]
    if len(known) != 1:
        raise Refused(N_("No centre or device “{name}” is known here. Nothing was written."), name=to[:80])
    return known[0].device


def _import(arguments: argparse.Namespace) -> int:
    results, refused = [], 0
    with opened(arguments.vault) as vault:
        for path in arguments.files:
            result = _take(vault, path)
            refused += result["state"] == "refused"
            results.append(result)
    lines = [str(one["line"]) for one in results if one["state"] != "refused"]
    say(arguments, lines, results)
    return REFUSED if refused else DONE


def _take(vault: Vault, path: Path) -> dict[str, Any]:
    if not path.is_file():
        error = Refused(N_("The file could not be read. Nothing was changed. Check its name."))
        complain(error)
        return {"file": str(path), "state": "refused", "reason": "Missing", "line": str(error)}
    try:
        taken = exchange.take_in(vault, path)
    except ReplayedBundle as replayed:
        return {"file": str(path), "state": "known", "line": str(replayed)}
    except SyncError as refusal:
        complain(refusal)
        return {"file": str(path), "state": "refused", "reason": type(refusal).__name__, "line": str(refusal)}
    if taken.cloned:
        complain(
            Refused(N_("Two laptops seem to send under one name. Nothing is lost. Tell the key officer."))
        )
    line = tr(
        "Bundle {sequence} from {name}: {applied} changes taken in, {waiting} waiting, {aside} kept aside; "
        "{files} files came, {missing} have not.",
        sequence=taken.sequence,
        name=taken.sender,
        applied=taken.received.applied,
        waiting=taken.received.waiting,
        aside=len(taken.aside),
        files=taken.files,
        missing=taken.files_missing,
    )
    return {
        "file": str(path),
        "state": "imported",
        "sequence": taken.sequence,
        "sender": taken.sender,
        "applied": taken.received.applied,
        "known": taken.received.known,
        "waiting": taken.received.waiting,
        "aside": [str(reason) for reason in taken.aside],
        "missing": list(taken.missing),
        "files": taken.files,
        "files_missing": taken.files_missing,
        "damaged": taken.harm is not None,
        "forms": [f"{one.form_id} {one.version}" for one in taken.forms],
        "forms_refused": [f"{one.form_id} {one.version} {one.reason}" for one in taken.forms_refused],
        "cloned": taken.cloned,
        "line": line,
    }


def _inspect(arguments: argparse.Namespace) -> int:
    if arguments.vault is None:
        found = bundle.inspect(arguments.file)
    else:
        with opened(arguments.vault) as vault:
            found = bundle.inspect(
                arguments.file,
                keys=enrol.device_keys(vault),
                known=lambda device: enrol.sender(vault, device),
                revoked=enrol.revocations(vault),
            )
    document: dict[str, Any] = {
        "size": found.size,
        "header": found.header is not None,
        "intact": found.intact,
    }
    if found.manifest is not None:
        said = found.manifest
        document |= {
            "sequence": said.sequence,
            "device": said.device,
            "created": said.created.isoformat(),
            "application": said.application,
            "parts": [{"kind": str(one.kind), "size": one.size} for one in said.parts],
            "trusted": found.sender is not None,
        }
    if found.refusal is not None:
        document["refusal"] = type(found.refusal).__name__
        say(arguments, [], document)
        raise found.refusal
    say(arguments, [f"{name}: {value}" for name, value in document.items()], document)
    return DONE


def _write(path: Path, content: bytes) -> None:
    with durable.told_apart():
        durable.write_synced(new_file(path), content)


def _written(arguments: argparse.Namespace, path: Path, content: bytes) -> int:
    _write(path, content)
    say(arguments, [tr("Written.")], {"file": str(path)})
    return DONE


def _card(arguments: argparse.Namespace) -> int:
    with opened(arguments.vault) as vault:
        content, fingerprint = enrol.card_file(vault), enrol.own_card(vault).fingerprint
    _write(arguments.file, content)
    say(arguments, [" ".join(fingerprint)], {"file": str(arguments.file), "fingerprint": list(fingerprint)})
    return DONE


def _join(arguments: argparse.Namespace) -> int:
    groups = dict(_group(entry) for entry in arguments.group) or None
    with opened(arguments.vault) as vault:
        card = enrol.join(vault, _document(arguments.file), groups)
    say(
        arguments,
        [card.name],
        {"centre": card.name, "device": card.device, "fingerprint": list(card.fingerprint)},
    )
    return DONE


def _group(entry: str) -> tuple[int, str]:
    place, _, digits = entry.partition("=")
    if place not in tuple("12345678"):
        raise Refused(N_("Write a group as its place and its digits, such as 3=12345."))
    return int(place), digits


def _request(arguments: argparse.Namespace) -> int:
    with opened(arguments.vault) as vault:
        content = enrol.request(vault)
    return _written(arguments, arguments.file, content)


def _admit(arguments: argparse.Namespace) -> int:
    new_file(arguments.certificate)
    with opened(arguments.vault) as vault:
        signed = enrol.admit(
            vault, _document(arguments.file), role=StaffRole(arguments.role), place=arguments.place
        )
        exchange.retry_aside(vault)
    return _written(arguments, arguments.certificate, signed)


def _accept(arguments: argparse.Namespace) -> int:
    with opened(arguments.vault) as vault:
        certificate = enrol.accept(vault, _document(arguments.file))
    until = certificate.valid_until.isoformat()
    say(
        arguments,
        [tr("Enrolled until {day}.", day=until)],
        {"valid_until": until, "role": str(certificate.role)},
    )
    return DONE


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments.vault) as vault:
        known = enrol.peers(vault)
    rows = [{"device": one.device, "name": one.name, "role": one.role, "place": one.place} for one in known]
    say(arguments, ["\t".join(row.values()) for row in rows], rows)
    return DONE
