"""Whose signature on a form package counts here: the centre's, on its own computer and on the laptops enrolled with it."""

from collections.abc import Mapping

from app.store.header import Role
from app.store.vault import Vault
from app.sync import enrol
from app.sync.enrol import NoCentre


def form_signers(vault: Vault) -> Mapping[str, bytes]:
    """Return the verify keys (32 bytes) that form packages may be signed with, by name; none before enrolment."""
    if vault.role is Role.CENTRE:
        return {vault.owner.name: vault.device.verify_key}
    try:
        centre = enrol.centre_of(vault)
    except NoCentre:
        return {}
    return {centre.name: centre.verify_key}
