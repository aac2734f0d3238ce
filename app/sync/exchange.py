"""Bundles between vaults, in both directions: the names that the rest of the program uses."""

from app.sync.importing import TakenIn, retry_aside, retry_quarantined, take_in, waiting_aside
from app.sync.ledger import BundleLine, Delivery, bundles, delivery
from app.sync.sending import Sent, export

__all__ = [
    "BundleLine",
    "Delivery",
    "Sent",
    "TakenIn",
    "bundles",
    "delivery",
    "export",
    "retry_aside",
    "retry_quarantined",
    "take_in",
    "waiting_aside",
]
