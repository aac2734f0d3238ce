"""The encrypted case file on this laptop. Its errors stand here, in one tree.

sqlite-utils catches the exception classes of the module it finds as `pysqlite3`; ours is SQLCipher's. The alias has to
stand before anything imports sqlite_utils, and everything in this package comes through here first.
"""

import sys
from typing import ClassVar

import sqlcipher3
import sqlcipher3.dbapi2

from app.errors import N_, Bug, UserError

if "sqlite_utils" in sys.modules and sys.modules.get("pysqlite3") is not sqlcipher3:
    raise Bug("sqlite_utils was imported before app.store")
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2


class VaultError(UserError):
    """Something about the vault that a person must know; each kind says its own sentence."""

    SAYS: ClassVar[str] = ""

    def __init__(self, sentence: str = "", **fields: object) -> None:
        super().__init__(sentence or self.SAYS, **fields)


class WrongPassword(VaultError):
    """The password, recovery code or key file opened no slot; nothing is known to be damaged."""

    SAYS = N_(
        "The case file did not open with what was typed. Nothing was changed. "
        "Check the language of the keyboard and try again."
    )


class KeyfileNeeded(VaultError):
    """This vault also wants its key file."""

    SAYS = N_(
        "This case file also needs its key file. Nothing was changed. "
        "Insert the stick with the key file and try again."
    )


class NewerVault(VaultError):
    """A later release wrote this vault; field `format`."""

    SAYS = N_(
        "This case file was written by a newer Goldaw (format {format}). It was left untouched. "
        "Install the newer Goldaw to open it."
    )


class NoVault(VaultError):
    """The folder holds no vault."""

    SAYS = N_(
        "There is no case file in this folder. Nothing was changed. "
        "Choose another folder or make a new case file."
    )


class VaultExists(VaultError):
    """The folder already holds a vault, which is never written over."""

    SAYS = N_("There already is a case file in this folder. It was left untouched. Choose an empty folder.")


class VaultInUse(VaultError):
    """Another window, or another process, holds this vault."""

    SAYS = N_(
        "This case file is already open in another Goldaw. Nothing was changed. Close the other one first."
    )


class DestroyedVault(VaultError):
    """An emergency close destroyed the keys of this vault, or it has no slot of the kind asked for."""

    SAYS = N_(
        "The keys of this case file were destroyed on this laptop. It cannot be opened here. "
        "The centre can give the cases back."
    )


class DamagedHeader(VaultError):
    """`vault.json` and its spare are damaged; not a matter of the password."""

    SAYS = N_(
        "The head of the case file is damaged; the password is not the trouble. "
        "The cases were left untouched. Restore the last backup."
    )


class DamagedDatabase(VaultError):
    """The key is right and the database still does not read."""

    SAYS = N_(
        "A part of the case file is damaged; the password is not the trouble. "
        "Nothing was deleted. Restore the last backup."
    )


class DiskTrouble(VaultError):
    """The disk refused to read or to write."""

    SAYS = N_(
        "The disk could not be read or written. What was saved before is kept. "
        "Check the disk, then open the case file again."
    )


class DiskFull(VaultError):
    """No room for the last save."""

    SAYS = N_(
        "The disk is full, so the last change was not saved. Everything saved before is kept. "
        "Free some space and save again."
    )


class EmptyFile(VaultError):
    """The file to be kept holds nothing."""

    SAYS = N_("This file is empty, so it was not kept. Nothing else was changed. Choose another file.")


class FileTooLarge(VaultError):
    """The file to be kept is above 20 MB."""

    SAYS = N_(
        "This file is larger than 20 MB, so it was not kept. Nothing else was changed. "
        "Make the picture smaller, or scan fewer pages at a time."
    )


class PictureTooLarge(VaultError):
    """The picture to be kept has more than 40 million pixels."""

    SAYS = N_(
        "This picture has more than 40 million points, so it was not kept. Nothing else was changed. "
        "Take or save it with fewer points."
    )


class FileNotHere(VaultError):
    """A record refers to the file, but its content has not come to this laptop (yet)."""

    SAYS = N_(
        "This file has not arrived here yet. What is known of it is kept. "
        "It is asked for with each data bundle."
    )


class DamagedFile(VaultError):
    """The file's content is not what its hash says, or does not read."""

    SAYS = N_(
        "The kept copy of this file is damaged and cannot be shown. Everything else was left as it is. "
        "Restore the last backup."
    )


class NotEnoughMemory(VaultError):
    """The key derivation did not get its memory."""

    SAYS = N_(
        "There is not enough free memory to open the case file. Nothing was changed. "
        "Close other programs and try again."
    )


class WeakPassword(VaultError):
    """The new password does not hold; the sentence says why."""


class WrongRecoveryCode(VaultError):
    """A group of the recovery code was typed wrong, or letters are missing; the sentence says which."""


class DamagedBackup(VaultError):
    """The backup is not what was written, or another vault's."""

    SAYS = N_(
        "This backup is damaged or belongs to another case file. Nothing was changed. Choose an older backup."
    )


class BackupFailed(VaultError):
    """The copy did not pass its own check."""

    SAYS = N_(
        "The backup did not pass its check and was thrown away. The cases are kept. "
        "Try again, or use another stick."
    )
