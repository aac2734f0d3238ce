"""What this vault knows locally, brought to the import gate: its devices, and who was ever responsible for a case."""

from collections.abc import Iterator
from functools import cache

from app.changes.operation import Code
from app.store import log
from app.store.header import Role
from app.store.vault import Vault
from app.sync import enrol
from app.sync.gate import Device, Gate


def gate_of(vault: Vault, device: str, vouched: frozenset[bytes] = frozenset()) -> Gate:
    """Return the gate for a bundle of that device, with all that is known here of devices and cases."""
    devices = dict(devices_of(vault))
    return Gate(
        sender=devices[device],
        devices=devices,
        owners=cache(lambda stream: owners_of(vault, stream)),
        vouched=vouched,
    )


def devices_of(vault: Vault) -> Iterator[tuple[str, Device]]:
    """Yield every device known here by its id: this one and its peers."""
    role = "centre" if vault.role is Role.CENTRE else "worker"
    yield vault.device_id, Device(verify_key=vault.device.verify_key, role=role, staff=vault.owner.staff)
    for one in enrol.peers(vault):
        known = enrol.sender(vault, one.device)
        if known is not None:
            yield one.device, Device(verify_key=known.verify_key, role=one.role, staff=one.staff)


def owners_of(vault: Vault, stream: str) -> frozenset[str]:
    """Return everybody who was ever responsible for a case; a late edit of a former one is still his to send."""
    every = log.changes(vault.connection, stream)
    return frozenset(
        str(op[4] if op[0] == Code.SET else op[3])
        for change in every
        for op in change.ops
        if (op[0] == Code.SET and op[3] == "owner") or op[0] == Code.ASSIGN
    )
