"""How a command speaks: plain lines for people, one JSON document for programs, one line on stderr when it refuses."""

import argparse
import getpass
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app import i18n, resources
from app.errors import N_, UserError
from app.i18n import tr
from app.models.place import PlaceTable
from app.store import WrongPassword, attempts
from app.store.vault import Vault, unlock

DONE, REFUSED = 0, 1
_LONGEST_WAIT = 10.0


class Refused(UserError):
    """The command was understood and cannot be done; one sentence says why."""


def language() -> str:
    """Return the language to speak: GOLDAW_LANGUAGE, else the system's when it is one of ours, else English."""
    wished = os.environ.get("GOLDAW_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return wished[:2] if wished[:2] in i18n.LANGUAGES else "en"


def say(arguments: argparse.Namespace, lines: Sequence[str], document: Any) -> None:
    """Print `lines` for a person or, with --json, `document`."""
    if arguments.json:
        print(json.dumps(document, ensure_ascii=False, sort_keys=True, default=str))
    else:
        for line in lines:
            print(line)


def complain(error: UserError, where: str = "") -> None:
    """Print one line on stderr; `where` is a place in the code, for those who mend it."""
    said = " ".join(i18n.current().sentence(error).split())
    print(f"goldaw: {said} [{where}]" if where else f"goldaw: {said}", file=sys.stderr)


def password(prompt: str, variable: str = "GOLDAW_PASSWORD") -> str:
    """Return the password from the environment or, at a terminal, from a prompt. Never from an argument.

    Raises:
        Refused: there is neither.
    """
    found = os.environ.get(variable)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise Refused(
            N_(
                "No password was given. Nothing was changed. Set {variable} or start the command in a terminal."
            ),
            variable=variable,
        )
    return getpass.getpass(prompt)


@contextmanager
def opened(directory: Path, given: str | None = None) -> Iterator[Vault]:
    """Open a vault with the password (asked for unless given) for the length of a command. Raises what `unlock` raises."""
    typed = password(tr("Password: ")) if given is None else given
    time.sleep(min(_LONGEST_WAIT, attempts.delay_after(attempts.failures(directory))))
    try:
        vault = unlock(directory, typed)
    except WrongPassword:
        attempts.count_failure(directory)
        raise
    attempts.forget(directory)
    try:
        yield vault
    finally:
        vault.close()


def confirmed(arguments: argparse.Namespace, question: str) -> bool:
    """Ask a yes-or-no question at the terminal; --yes answers it beforehand."""
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes", "hawa", "да", "д")


def places() -> PlaceTable:
    """Return the shipped table of places."""
    return PlaceTable.parse(resources.text("places.csv"))


def new_file(path: Path) -> Path:
    """Return `path` when a file may be made there. Raises: Refused."""
    if path.exists():
        raise Refused(
            N_("A file with this name is already there and was left as it is. Choose another name.")
        )
    if not path.parent.is_dir():
        raise Refused(N_("The folder for the new file does not exist. Nothing was written."))
    return path
