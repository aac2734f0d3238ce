"""What the worker's thread does to open a vault, and what the window must know of it afterwards."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.models.place import PlaceTable
from app.models.staff import Role, Staff
from app.store import (
    DiskFull,
    DiskTrouble,
    WrongPassword,
    attempts,
    audit,
    ballast,
    header,
    header_file,
    passwords,
    queries,
)
from app.store import vault as vaults
from app.store.argon import Cost
from app.store.audit import Event
from app.store.vault import Vault
from app.ui.pages import Session
from app.ui.wizard_steps import FirstRun

PRACTICE_CASES = 40


def with_password(folder: Path, password: str) -> Vault:
    """Open a vault with its password; a wrong one is counted.

    Raises:
        WrongPassword, VaultInUse, NoVault, NewerVault, DamagedHeader, DamagedDatabase, DiskTrouble
    """
    try:
        vault = vaults.unlock(folder, password)
    except WrongPassword:
        attempts.count_failure(folder)
        raise
    try:
        return _noted(folder, vault)
    except BaseException:
        vault.close()  # or the next try would find it open
        raise


def with_recovery(folder: Path, code: str, new_password: str) -> Vault:
    """Open a vault with the recovery code and give it a new password. The code goes on working.

    Raises:
        WrongRecoveryCode, WeakPassword, and what `with_password` raises
    """
    passwords.accepted(new_password)
    vault = vaults.unlock_with_recovery(folder, code)
    try:
        header.change_password(folder, vault.dek, new_password)
        audit.note(vault, Event.PASSWORD)
        return _noted(folder, vault)
    except BaseException:
        vault.close()
        raise


def _noted(folder: Path, vault: Vault) -> Vault:
    failures = attempts.failures(folder)
    for _ in range(min(failures, 10)):
        audit.note(vault, Event.FAILED_UNLOCK)
    attempts.forget(folder)
    ballast.once_more(folder, lambda: audit.note(vault, Event.UNLOCKED))
    with suppress(DiskFull, DiskTrouble):
        ballast.keep(folder)
    return vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A vault just made, and the code that is shown once."""

    vault: Vault
    code: str


def made(folder: Path, answers: FirstRun, cost: Cost | None) -> Made:
    """Make the vault of the first run.

    Raises:
        VaultExists, WeakPassword, DiskFull, DiskTrouble
    """
    new = vaults.create(
        folder,
        answers.password,
        role=header_file.Role(str(answers.role)),
        name=answers.name,
        place=answers.place,
        cost=cost,
    )
    audit.note(new.vault, Event.UNLOCKED)
    return Made(vault=new.vault, code=new.recovery_code)


def session_of(vault: Vault, places: PlaceTable, today: Callable[[], date]) -> Session:
    """Return who works in the window of this vault."""
    owner = vault.owner
    known = queries.staff(vault).get(owner.staff, Staff(id=owner.staff))
    usual = Role.WORKER if vault.role is header_file.Role.WORKER else Role.SUPERVISOR
    return Session(
        role=known.role if known.role is not Role.UNKNOWN else usual,
        staff=owner.staff,
        name=owner.name,
        place=owner.place,
        practice=bool(vault.meta("practice")),
        places=places,
        today=today,
    )


def make_practice(root: Path, password: str) -> None:
    """Make the practice village in `root`: invented families, two workers' vaults and a centre's, all with this password.

    Raises:
        VaultExists, DiskFull, DiskTrouble
    """
    from app.practice import village

    village.build(root, cases=PRACTICE_CASES, seed=1, password=password)
