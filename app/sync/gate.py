"""The import gate: what depends on local knowledge is judged here, not in the fold, or nodes would come apart.

A change that does not pass is kept aside, not dropped, and its author is told in the next return bundle.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from app.changes.change import Change
from app.changes.operation import OWNER_FIELD, Code, Operation
from app.models import kinds, staff
from app.models.staff import Role
from app.store import wire
from app.sync import strict

CENTRE = "centre"
DECIDERS = frozenset({CENTRE, *(role.value for role in staff.DECIDERS)})


class Aside(StrEnum):
    """Why a change was kept aside."""

    SCHEMA = "schema"
    AUTHOR = "author"
    FOREIGN_CASE = "foreign_case"
    UNKNOWN_SIGNER = "unknown_signer"
    SIGNATURE = "signature"
    MAY_NOT_DECIDE = "may_not_decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What the gate knows of a device: its verify key (32 bytes), role word and staff identifier."""

    verify_key: bytes
    role: str
    staff: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Judges the changes of one bundle. `sender` sent it; `devices` are all that are known here, by device id.

    `owners` tells who was ever responsible for a case (empty: the case is not here yet). `vouched` are changes that were let
    in here before, whoever wrote them and whoever brings them back.
    """

    sender: Device
    devices: Mapping[str, Device]
    owners: Callable[[str], frozenset[str]]
    vouched: frozenset[bytes] = frozenset()

    def judge(self, change: Change) -> Aside | None:
        """Return why a change must be kept aside, or None when it may come in."""
        if change.hash in self.vouched:
            return None
        if not _nameable(change.stream):
            return Aside.SCHEMA
        for op in change.ops:
            reason = self._operation(change.stream, op)
            if reason is not None:
                return reason
        if self.sender.role == CENTRE:
            return None  # the centre has judged it, and signed the bundle
        return self._belongs(change)

    def _belongs(self, change: Change) -> Aside | None:
        if change.actor != self.sender.staff:
            return Aside.AUTHOR
        family = kinds.family(change.stream)
        if family == kinds.STAFF and any(op[1:2] != (self.sender.staff,) for op in change.ops):
            return Aside.AUTHOR
        if self.sender.role in DECIDERS:
            return None
        owners = self.owners(change.stream) if family == kinds.CASE else frozenset()
        if owners and self.sender.staff not in owners:
            return Aside.FOREIGN_CASE
        decides = family == kinds.DIRECTORY or any(self._decides(op, family, owners) for op in change.ops)
        return Aside.MAY_NOT_DECIDE if decides else None

    def _decides(self, op: Operation, family: str, owners: frozenset[str]) -> bool:
        """Tell whether the operation does what a worker may not: give away or take back a case, join two people, rise."""
        if op[0] in (Code.LINK, Code.UNLINK):
            return True
        if op[0] != Code.SET:
            return False
        if family == kinds.STAFF and op[3] == "role":
            return op[4] not in (Role.WORKER.value, self.sender.role, "", None)
        if op[3] != OWNER_FIELD:
            return False
        # Once somebody else was responsible, only a signed handing over makes him so again.
        alone = owners <= {self.sender.staff, ""}
        return op[4] not in ((self.sender.staff, "", None) if alone else ("", None))

    def _operation(self, stream: str, op: Operation) -> Aside | None:
        code: Any = op[0]
        if code in (Code.SET, Code.ADD, Code.REM):
            fits = kinds.may_hold(stream, str(op[2]), str(op[3]), op[4])
            return None if fits else Aside.SCHEMA
        if code == Code.SUBMIT:
            _, kind, body, device, signature = op
            return self._signed(str(device), wire.fact_message(stream, str(kind), body), signature)  # type: ignore[arg-type]
        if code == Code.REVIEW:
            _, about, body, device, signature = op
            message = wire.review_message(stream, about, body)  # type: ignore[arg-type]
            return self._decided(str(device), message, signature)
        if code == Code.ASSIGN:
            _, record, _, owner, device, signature = op
            return self._decided(str(device), wire.assign_message(stream, str(record), str(owner)), signature)
        if code == Code.ATTACH and wire.file(op[3]) is None:
            return Aside.SCHEMA
        return None

    def _decided(self, device: str, message: bytes, signature: Any) -> Aside | None:
        known = self.devices.get(device)
        # What comes from the centre was decided by somebody who might, when he did.
        if known is not None and known.role not in DECIDERS and self.sender.role != CENTRE:
            return Aside.MAY_NOT_DECIDE
        return self._signed(device, message, signature)

    def _signed(self, device: str, message: bytes, signature: Any) -> Aside | None:
        known = self.devices.get(device)
        if known is None:
            return None if self.sender.role == CENTRE else Aside.UNKNOWN_SIGNER
        try:
            VerifyKey(known.verify_key).verify(message, signature)
        except (BadSignatureError, ValueError):
            return Aside.SIGNATURE
        return None


def _nameable(stream: str) -> bool:
    """Tell whether a bundle can name the stream; what it cannot name could never be sent on."""
    try:
        strict.word(stream)
    except strict.NotAsAgreed:
        return False
    return True
