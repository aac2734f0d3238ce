"""What is said of bundles: how deliveries stand, what came of an import, why changes were kept aside."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from app.errors import N_, UserError
from app.i18n import current, ntr, tr
from app.sync.exchange import Delivery, Sent, TakenIn
from app.sync.gate import Aside
from app.sync.refusals import KeptAside, ReplayedBundle
from app.ui import shown
from app.ui.pages.bundle_reading import AsideLine, Imported
from app.ui.palette import Tone

LATE_DAYS = 14
_DAY_MS = 86_400_000

ASIDE: Mapping[str, str] = {
    Aside.SCHEMA: N_("a value does not fit its field"),
    Aside.AUTHOR: N_("written under another name than the sender's"),
    Aside.FOREIGN_CASE: N_("a case that is not the sender's"),
    Aside.UNKNOWN_SIGNER: N_("signed by an unknown device"),
    Aside.SIGNATURE: N_("a signature does not fit"),
    Aside.MAY_NOT_DECIDE: N_("a decision that the sender may not take"),
}

UNFIT_FORM: Mapping[str, str] = {
    "types": N_("old answers would not fit the new questions"),
    "version": N_("a version as new or newer is in use"),
    "untrusted": N_("nobody this laptop trusts has signed it"),
    "damaged": N_("the file is damaged"),
    "unlike": N_("the file is not what it says"),
    "broken": N_("the form has a mistake"),
}


def aside_sentence(line: AsideLine) -> str:
    """Return what of one sender is kept aside, and why."""
    if not line.reason:
        return ntr(
            "{n} bundle of a laptop that is not enrolled here. Enrol the laptop, and it comes in.",
            "{n} bundles of laptops that are not enrolled here. Enrol the laptops, and they come in.",
            line.count,
        )
    name, why = line.name or tr("somebody else"), tr(ASIDE.get(line.reason, line.reason))
    return ntr("{name}: {n} change, {why}", "{name}: {n} changes, {why}", line.count, name=name, why=why)


def delivery_sentence(delivery: Delivery) -> str:
    """Return how a worker stands with the centre."""
    if not delivery.centre:
        return tr("This laptop does not know its centre yet. Join the centre first, below.")
    waiting = _waiting(delivery)
    if not delivery.receipt_up_to:
        return f"{waiting} {tr('No receipt from the centre yet.')}"
    return f"{waiting} {tr('Last receipt: {day}', day=shown.day(delivery.receipt_up_to[:10]))}"


def _waiting(delivery: Delivery) -> str:
    """What is not at the centre yet; a change may be there whose photograph is not."""
    parts = []
    if delivery.undelivered:
        n = delivery.undelivered
        parts.append(ntr("{n} change is not yet delivered.", "{n} changes are not yet delivered.", n))
    if delivery.files:
        n = delivery.files
        parts.append(ntr("{n} file is not yet delivered.", "{n} files are not yet delivered.", n))
    return " ".join(parts) if parts else tr("Everything is at the centre.")


def delivery_tone(delivery: Delivery, now_ms: int) -> Tone:
    """Return the tone of a delivery: red when something waits and no receipt came for a fortnight."""
    if not delivery.centre:
        return Tone.INFO
    if not delivery.undelivered and not delivery.files:
        return Tone.OK
    since = delivery.last_sent_at
    if delivery.receipt_up_to:
        since = int(datetime.fromisoformat(delivery.receipt_up_to).astimezone(UTC).timestamp() * 1000)
    return Tone.DANGER if since and now_ms - since > LATE_DAYS * _DAY_MS else Tone.WARN


def sent_sentence(name: str, sent: Sent) -> str:
    """Return what was written on a stick."""
    content = [ntr("{n} change", "{n} changes", sent.changes)]
    if sent.files:
        content.append(ntr("{n} file", "{n} files", sent.files))
    written = tr(
        "Bundle {number} is written and was read back: {changes}, {size}. It is safe to take the stick out. File: {name}",
        number=sent.sequence,
        changes=", ".join(content),
        size=size(sent.size),
        name=name,
    )
    if not sent.files_left:
        return written
    left = ntr(
        "{n} file had no room in it or could not be read. It stays here and goes when the other side asks for it.",
        "{n} files had no room in it or could not be read. They stay here and go when the other side asks for them.",
        sent.files_left,
    )
    return f"{written}\n{left}"


def size(octets: int) -> str:
    """Return a size as people read it."""
    if octets < 1024 * 1024:
        return tr("{n} KB", n=current().number(max(1, round(octets / 1024))))
    return tr("{n} MB", n=current().number(octets / 1024 / 1024, 1))


def import_tone(result: Imported) -> Tone:
    """Return the tone of an import: done, done with something to look at, kept aside, refused."""
    if result.taken is not None:
        taken = result.taken
        troubled = (
            *(taken.aside, taken.missing, taken.cloned, taken.told),
            *(taken.files_missing, taken.harm, taken.forms_refused),
        )
        return Tone.WARN if any(troubled) else Tone.OK
    if isinstance(result.error, ReplayedBundle):
        return Tone.INFO
    return Tone.WARN if isinstance(result.error, KeptAside) else Tone.DANGER


def import_sentence(result: Imported) -> str:
    """Return what came of one file."""
    if result.taken is not None:
        return taken_sentence(result.taken)
    return refused_sentence(result.error) if result.error else ""


def refused_sentence(error: UserError) -> str:
    """Return why a file was not taken in."""
    return current().sentence(error)


def taken_sentence(taken: TakenIn) -> str:
    """Return what was taken in, and everything that wants to be looked at."""
    received = taken.received
    parts = [
        tr("Bundle {number} from {name}:", number=taken.sequence, name=taken.sender),
        ntr("{n} change taken in.", "{n} changes taken in.", received.applied),
    ]
    if received.waiting:
        parts.append(
            ntr(
                "{n} change waits for an earlier bundle.",
                "{n} changes wait for an earlier bundle.",
                received.waiting,
            )
        )
    parts += _files_words(taken)
    parts += _forms_words(taken)
    if taken.missing:
        numbers = current().list_and([str(number) for number in taken.missing])
        parts.append(tr("Bundles that have not arrived: {numbers}.", numbers=numbers))
    if taken.aside:
        reasons = current().list_and([tr(ASIDE.get(one, str(one))) for one in dict.fromkeys(taken.aside)])
        kept = ntr("{n} change is kept aside", "{n} changes are kept aside", len(taken.aside))
        parts.append(f"{kept}: {reasons}.")
    if taken.told:
        parts.append(
            ntr(
                "The centre kept {n} of your changes aside.",
                "The centre kept {n} of your changes aside.",
                len(taken.told),
            )
        )
    if taken.receipt is not None:
        day = shown.day(taken.receipt.up_to.date().isoformat())
        parts.append(tr("Receipt: everything up to {day} is at the centre.", day=day))
    if taken.cloned:
        parts.append(tr("Two laptops seem to send under one name. Nothing is lost. Tell the key officer."))
    return " ".join(parts)


def _files_words(taken: TakenIn) -> Iterator[str]:
    """What came of the photographs and papers in a bundle."""
    if taken.files:
        yield ntr("{n} file came with it.", "{n} files came with it.", taken.files)
    if taken.harm is not None:
        yield tr(
            "Some of its files were damaged on the way; everything else is here. "
            "Copy the bundle again and import it once more, or wait for the next one."
        )
    if taken.files_missing:
        yield ntr(
            "{n} file has not arrived. It is asked for with the next bundle.",
            "{n} files have not arrived. They are asked for with the next bundle.",
            taken.files_missing,
        )


def _forms_words(taken: TakenIn) -> Iterator[str]:
    """What became of forms that the centre published."""
    for one in taken.forms:
        yield tr("The form “{form}” is in use now, version {version}.", form=one.title, version=one.version)
    for one in taken.forms_refused:
        yield tr(
            "The form “{form}”, version {version}, was not taken into use: {reason}. The one before stays in use.",
            form=one.title,
            version=one.version,
            reason=tr(UNFIT_FORM.get(one.reason, one.reason)),
        )
