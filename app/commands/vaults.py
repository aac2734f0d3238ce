"""`goldaw vault`: make, check, give another password, write the plain copy."""

import argparse
from pathlib import Path
from typing import Any

from app.commands.speech import DONE, Refused, confirmed, new_file, opened, password, places, say
from app.errors import N_
from app.i18n import tr
from app.store import DamagedDatabase, audit, blobs, checking, durable, header, keys, witness
from app.store.header import Role
from app.store.vault import DATABASE, Vault, create
from app.sync import enrol

CARD = "centre.card"


def add(commands: Any) -> None:
    """Put `vault` and its commands into the parser."""
    group = commands.add_parser("vault", help="make, check and keep case files").add_subparsers(
        required=True, metavar="COMMAND"
    )
    made = group.add_parser("create", help="make the case files of a worker or a centre")
    made.add_argument("directory", type=Path)
    made.add_argument("--role", choices=[role.value for role in Role], required=True)
    made.add_argument("--name", required=True, help="who works with it, or the centre's name")
    made.add_argument("--place", required=True, metavar="CODE", help="place code, such as TM-A")
    made.add_argument("--practice", action="store_true", help="for invented files only")
    made.set_defaults(run=_create)
    checked = group.add_parser("check", help="look for damage")
    checked.add_argument("directory", type=Path)
    checked.set_defaults(run=_check)
    changed = group.add_parser("password", help="give another password (GOLDAW_NEW_PASSWORD or a prompt)")
    changed.add_argument("directory", type=Path)
    changed.set_defaults(run=_password)
    plain = group.add_parser("export-plain", help="write everything, unencrypted, as two plain SQLite files")
    plain.add_argument("directory", type=Path)
    plain.add_argument("file", type=Path)
    plain.add_argument("--yes", action="store_true", help="do not ask")
    plain.set_defaults(run=_export_plain)


def _create(arguments: argparse.Namespace) -> int:
    if arguments.place not in places():
        raise Refused(N_("There is no place with the code “{code}”. Nothing was made."), code=arguments.place)
    if not arguments.name.strip():
        raise Refused(N_("The name must not be empty. Nothing was made."))
    typed = password(tr("New password: "))
    new = create(
        arguments.directory,
        typed,
        role=Role(arguments.role),
        name=arguments.name.strip(),
        place=arguments.place,
        practice=arguments.practice,
    )
    try:
        if new.vault.role is Role.CENTRE:
            (arguments.directory / CARD).write_bytes(enrol.card_file(new.vault))
        document = {
            "directory": str(arguments.directory),
            "role": arguments.role,
            "device": new.vault.device_id,
            "vault": new.vault.vault_id,
            "recovery_code": new.recovery_code,
        }
    finally:
        new.vault.close()
    lines = [
        tr("The case files are ready."),
        tr("Recovery code, shown this once; write it down and keep it away from the laptop:"),
        new.recovery_code,
    ]
    say(arguments, lines, document)
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    with opened(arguments.directory) as vault:
        found = checking.problems(vault)
        changes = vault.connection.execute("SELECT COUNT(*) FROM change").fetchone()[0]
        streams = vault.connection.execute("SELECT COUNT(*) FROM stream").fetchone()[0]
        files = vault.files.execute("SELECT COUNT(*) FROM file").fetchone()[0] if vault.files else 0
    document = {
        "whole": not found,
        "problems": found,
        "changes": changes,
        "streams": streams,
        "files": files,
    }
    if found:
        say(arguments, [], document)
        raise Refused(
            N_("The case files are damaged: {problems}. Nothing was deleted. Restore the last backup."),
            problems=", ".join(found),
        )
    line = tr("The case files are whole: {changes} changes, {files} files.", changes=changes, files=files)
    say(arguments, [line], document)
    return DONE


def _password(arguments: argparse.Namespace) -> int:
    old = password(tr("Password: "))
    new = password(tr("New password: "), "GOLDAW_NEW_PASSWORD")
    with opened(arguments.directory, old) as vault:
        header.change_password(arguments.directory, vault.dek, new)
        audit.note(vault, audit.Event.PASSWORD)
    say(arguments, [tr("The password was changed.")], {"changed": True})
    return DONE


def _export_plain(arguments: argparse.Namespace) -> int:
    target = new_file(arguments.file)
    beside = new_file(target.with_name(f"{target.stem}-files{target.suffix}"))
    question = tr("The copy will not be encrypted: whoever finds it can read every file. Write it?")
    if not confirmed(arguments, question):
        raise Refused(N_("Not confirmed. Nothing was written."))
    with opened(arguments.directory) as vault:
        audit.note(vault, audit.Event.PLAIN_COPY)
        pages, files = _plain(vault, target, beside)
    if files:
        line = tr(
            "The plain copy is written, with photographs and papers in {file} beside it. Delete both as soon as you can.",
            file=beside.name,
        )
    else:
        line = tr(
            "The plain copy is written, without photographs and papers: they are damaged. Delete it as soon as you can."
        )
    say(arguments, [line], {"pages": pages + files, "files": str(beside) if files else None})
    return DONE


def _plain(vault: Vault, target: Path, beside: Path) -> tuple[int, int]:
    """Write both databases in clear, or neither; return the pages of each. Damaged photographs do not hold up the cases."""
    for connection in (vault.connection, vault.files):
        if connection is not None:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with durable.told_apart():
        pages = witness.write_plain(vault.directory / DATABASE, keys.derive(vault.dek, "db"), target)
        try:
            path, key = vault.directory / blobs.NAME, keys.derive(vault.dek, "attachments")
            return pages, witness.write_plain(path, key, beside)
        except DamagedDatabase:
            return pages, 0
        except BaseException:
            target.unlink()
            raise


__all__ = ["CARD", "add"]
