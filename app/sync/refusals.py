"""Everything that can be wrong with a bundle or a trust document, one class and one sentence for each.

`BundleRefused` is what a reader says of a file, `BundleNotWritten` what a writer says of a disk, `DocumentRefused` what
is said of a card, request, certificate, list or receipt. None of them holds client data or a file name.
"""

from typing import ClassVar

from app.errors import N_, UserError


class SyncError(UserError):
    """Something about bundles or trust that a person must know; the sentence belongs to the class."""

    text: ClassVar[str] = ""

    def __init__(self, **fields: object) -> None:
        super().__init__(type(self).text, **fields)


class BundleRefused(SyncError):
    """A bundle was not taken in, or not wholly; nothing of it was written."""


class NotABundle(BundleRefused):
    """The file is something else, or damaged at its very beginning."""

    text = N_(
        "This file is not a data bundle, or its beginning is damaged. Nothing was taken from it. "
        "Choose the file whose name ends in .etb, or copy it again from where it was made."
    )


class PasswordBundle(NotABundle):
    """The file is locked by a password (age scrypt) instead of being addressed to a key."""

    text = N_(
        "This file is locked with a password; data bundles never are. Nothing was taken from it. "
        "Ask the sender to make the bundle again with this program."
    )


class TruncatedBundle(BundleRefused):
    """The file ends too early: the stick was pulled out or the disk was full while it was copied."""

    text = N_(
        "This bundle is not complete: its end is missing. Nothing was taken from it. "
        "Copy it again and wait until copying has finished before taking the stick out."
    )


class ChangedBundle(BundleRefused):
    """The file's bytes are not those that were written."""

    text = N_(
        "This bundle was damaged on its way or not copied to its end. Nothing was taken from it. "
        "Copy it again, or ask the sender to make it again."
    )


class ForeignBundle(BundleRefused):
    """The bundle is addressed to others, or its address is damaged."""

    text = N_(
        "This bundle is not addressed to this device. Nothing was taken from it. "
        "Give it to the office or device it was made for, or ask the sender to make one for you."
    )


class NewerBundle(BundleRefused):
    """The bundle needs a newer program; fields: `version`."""

    text = N_(
        "This bundle was made by a newer version of the program ({version}). Nothing was taken from it; keep the file. "
        "Install version {version} or newer and import it again."
    )


class TooLarge(BundleRefused):
    """Something in the bundle is above a limit; fields: `limit`, a size in words such as "64 MB"."""

    text = N_(
        "This bundle holds something larger than is allowed ({limit}). Nothing was taken from it. "
        "Ask the sender to make several smaller bundles."
    )


class UnsignedBundle(BundleRefused):
    """The place of the signature is empty."""

    text = N_(
        "This bundle carries no signature, so nobody answers for it. Nothing was taken from it. "
        "Ask the sender to make it again with this program."
    )


class BadSignature(BundleRefused):
    """The signature is not that of the device the bundle names."""

    text = N_(
        "The signature on this bundle is not that of the device it names. Nothing was taken from it. "
        "Keep the file and tell your supervisor: somebody may have tried to pass off false records."
    )


class KeptAside(BundleRefused):
    """The bundle may not be taken in now: it belongs into quarantine, not into the bin.

    `device` is the id the bundle names (64 hex digits, of which the sentence shows eight), `digest` its manifest's hash;
    `damage` says what is wrong with the file where it is not whole, and then it belongs nowhere.
    """

    def __init__(self, *, device: str, digest: str = "", **fields: object) -> None:
        super().__init__(device=device[:8], **fields)
        self.device = device
        self.digest = digest
        self.damage: BundleRefused | None = None


class UnknownDevice(KeptAside):
    """The sender has no certificate here; fields: `device`, `sequence` (said by the bundle, not yet proven)."""

    text = N_(
        "This bundle comes from a device that is not enrolled here ({device}). It is kept aside. "
        "Enrol the device; the bundle can then be imported."
    )


class RevokedDevice(KeptAside):
    """The sender was revoked before this bundle; fields: `device`, `sequence`, `last_accepted`."""

    text = N_(
        "This bundle (number {sequence}) comes from a device that was revoked after number {last_accepted}. "
        "It is kept aside. Ask the key officer what happened to the device."
    )


class ExpiredDevice(KeptAside):
    """The sender's certificate had ended when the bundle was made; fields: `device`, `valid_until`."""

    text = N_(
        "The certificate of the device that made this bundle ended on {valid_until}. The bundle is kept aside. "
        "Renew the certificate; the bundle can then be imported."
    )


class ReplayedBundle(BundleRefused):
    """The very same bundle was taken in before; harmless. Fields: `sequence`."""

    text = N_("Bundle number {sequence} is already here. Nothing had to be done.")


class ClonedDevice(BundleRefused):
    """Two different bundles carry one number: an alarm. Fields: `device`, `sequence`."""

    text = N_(
        "Two different bundles with the number {sequence} came from one device. It was copied or restored from a backup. "
        "No record is lost by this. Tell the key officer, who finds out which device is the real one."
    )


class BundleNotWritten(SyncError):
    """A bundle could not be put where it should go; no file, or only the old whole one, is there."""


class NoRoom(BundleNotWritten):
    """The disk or stick is full."""

    text = N_(
        "There is not enough room on the disk or stick for this bundle. Your records are safe and no half file was left. "
        "Make room or take another stick, then try again."
    )


class BadMedium(BundleNotWritten):
    """The disk or stick failed, was taken out, or gave back other bytes than were written."""

    text = N_(
        "The disk or stick did not keep what was written on it, or was taken out. Your records are safe. "
        "Take another stick and try again."
    )


class NameTaken(BundleNotWritten):
    """A file of that name is already there and is not overwritten."""

    text = N_("A file with this name is already there and was left as it is. Choose another folder or name.")


class UnreadableFile(BundleRefused):
    """The file could not be read at all: taken out, forbidden, or a failing medium."""

    text = N_(
        "The file could not be read. Nothing was taken from it. "
        "Check that the stick is in place and the file can be opened, then try again."
    )


class DocumentRefused(SyncError):
    """A card, request, certificate, list or receipt was not believed; what was known before stays."""


class DamagedDocument(DocumentRefused):
    """The bytes are no such document."""

    text = N_(
        "This file is damaged or is not the document that was expected. Nothing was changed. "
        "Copy it again or ask for it to be made again."
    )


class ForgedDocument(DocumentRefused):
    """The signature does not belong to the one who should have signed."""

    text = N_(
        "The signature on this document is not that of the one who should have signed it. Nothing was changed. "
        "Keep the file and tell your supervisor."
    )


class NewerDocument(DocumentRefused):
    """The document is written for a newer program."""

    text = N_(
        "This document was made by a newer version of the program. Nothing was changed. Install the newer version."
    )


class StaleList(DocumentRefused):
    """An older list, or another list of the same number; fields: `version`, `held`."""

    text = N_(
        "This list of revoked devices (number {version}) does not follow the one already here (number {held}). "
        "The list that is here stays in force."
    )


class MistypedFingerprint(DocumentRefused):
    """A typed group's check digit does not agree; fields: `group` (1 to 8)."""

    text = N_("Group {group} was mistyped. Look at the printed card again and type its five digits.")


class OtherCentre(DocumentRefused):
    """The fingerprint or the document belongs to another centre than the printed or known one."""

    text = N_(
        "This is not the card of the centre you trust: the numbers do not agree. Nothing was changed. "
        "Do not use this file; ask your centre for its card."
    )
