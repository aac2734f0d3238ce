"""How things stand: what waits, what is not yet delivered, how old the backup is; for badges and the line below."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from app.errors import N_
from app.i18n import ntr, tr
from app.store import backup, header_file, queries, routine
from app.store.backup import Reason
from app.store.queries import Counts
from app.store.vault import Vault
from app.sync import exchange
from app.sync.exchange import Delivery
from app.ui.pages import Session, bundle_words
from app.ui.palette import Tone
from app.ui.statusbar import Status

BACKUP_HOURS, BACKUP_LATE_DAYS = 20, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Read in one go. `written` counts this laptop's own changes ever; `backup` is the newest one's instant."""

    counts: Counts
    written: int
    delivery: Delivery | None
    backup: datetime | None


def read_outlook(vault: Vault, session: Session, day: str, until: str, known: Outlook | None) -> Outlook:
    """Return how things stand. With `known`, only what is quickly counted is read again."""
    written = int(vault.connection.execute("SELECT COALESCE(SUM(n), 0) FROM replica").fetchone()[0])
    if known is not None:
        delivery, made = _more(known.delivery, written - known.written), known.backup
    else:
        # A centre delivers nothing upwards, and counting what it has not sent would mean folding every file it holds.
        delivery = None if session.is_centre else exchange.delivery(vault)
        made = _newest_backup(vault)
    return Outlook(counts=queries.counts(vault, day, until), written=written, delivery=delivery, backup=made)


def _more(delivery: Delivery | None, changes: int) -> Delivery | None:
    """What this laptop has written since is not delivered either."""
    return replace(delivery, undelivered=delivery.undelivered + changes) if delivery and changes else delivery


def _newest_backup(vault: Vault) -> datetime | None:
    found = backup.listed(vault.directory / header_file.BACKUPS)
    return found[-1].made if found else None


def back_up(vault: Vault, now: datetime) -> datetime | None:
    """Make the day's backup beside the vault if there is none yet; return the newest one's instant.

    Raises:
        BackupFailed, DiskFull, DiskTrouble, DamagedDatabase
    """
    newest = _newest_backup(vault)
    if newest is not None and now - newest < timedelta(hours=BACKUP_HOURS):
        return newest
    return routine.make(vault, now, Reason.NIGHTLY).made


def status_of(outlook: Outlook, saved: str, now: datetime, *, saving: bool = False) -> Status:
    """Return what the line below says; `saved` is a clock time, "" when nothing was saved since unlocking.

    While `saving`, something is on its way to the disk.
    """
    age = (now - outlook.backup).days if outlook.backup is not None else None
    late = age is None or age > BACKUP_LATE_DAYS
    delivery = outlook.delivery
    return Status(
        saved=N_("Saving…") if saving else partial(_saved_words, saved),
        saving=saving,
        backup=lambda: _backup_words(age),
        backup_tone=Tone.DANGER if late else Tone.NEUTRAL,
        bundle=(lambda: bundle_words.delivery_sentence(delivery)) if delivery and delivery.centre else "",
        bundle_tone=_tone(delivery, now),
    )


def _saved_words(saved: str) -> str:
    return tr("Saved at {time}", time=saved) if saved else tr("Everything is saved")


def _tone(delivery: Delivery | None, now: datetime) -> Tone:
    if delivery is None:
        return Tone.NEUTRAL
    return bundle_words.delivery_tone(delivery, int(now.timestamp() * 1000))


def _backup_words(age: int | None) -> str:
    if age is None:
        return tr("No backup yet")
    return ntr("Backup {n} day old", "Backup {n} days old", age) if age else tr("Backup of today")


def chip_of(outlook: Outlook, now: datetime) -> tuple[str, str, Tone]:
    """Return the words, the number and the tone of the bundle chip above; no words when nothing waits."""
    delivery = outlook.delivery
    if delivery is None or not delivery.centre or not (delivery.undelivered or delivery.files):
        return "", "", Tone.NEUTRAL
    if delivery.undelivered:
        waiting = ntr("{n} change to deliver", "{n} changes to deliver", delivery.undelivered)
        return waiting, str(delivery.undelivered), _tone(delivery, now)
    return (
        ntr("{n} file to deliver", "{n} files to deliver", delivery.files),
        str(delivery.files),
        _tone(delivery, now),
    )


def utc_now() -> datetime:
    """Return now."""
    return datetime.now(UTC)
