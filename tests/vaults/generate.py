"""Make the stored vault of this version's tables: `python -m tests.vaults.generate tests/vaults/schema-2`.

Run once per version of the tables and never again: what old programs wrote does not change. Keys are fresh each time, so no
two runs give the same files. Everything in the vault is invented; its password is `factory.PASSWORD`.
"""

import shutil
import sys
import tempfile
from hashlib import shake_256
from pathlib import Path

from app.models.case import Case
from app.models.edit import Attach
from app.store import attachments, drafts
from app.store.attachments import Stored
from app.store.header import Role
from app.sync import enrol, exchange
from tests import factory

PHOTOGRAPH = shake_256(b"practice photograph").digest(10_000)
DRAFT = ("draft-1", b'{"answers":{"seen":"none"}}')


def main() -> None:
    """Make the folder named on the command line, which must be new."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        worker = factory.a_vault(Path(work) / "worker")
        centre = factory.a_vault(Path(work) / "centre", name="Merkez", role=Role.CENTRE)
        enrol.join(worker, enrol.card_file(centre), None)
        enrol.accept(worker, enrol.admit(centre, enrol.request(worker)))
        made = factory.a_case(worker, until="visits")
        photograph = attachments.put(worker, PHOTOGRAPH, "image/jpeg")
        missing = Stored(hash="ab" * 32, size=9, type="image/png")
        for one in (photograph, missing):
            edit = Attach(record=made.case.id, kind=Case.KIND, hash=one.hash, size=one.size, type=one.type)
            worker.commit(made.stream, [edit])
        up, down = Path(work) / "up.etb", Path(work) / "down.etb"
        exchange.export(worker, up)
        exchange.take_in(centre, up)
        exchange.export(centre, down, to=worker.device_id)
        exchange.take_in(worker, down)
        key, body = DRAFT
        drafts.keep(worker, key, made.stream, body)
        worker.close()
        centre.close()
        left = shutil.ignore_patterns("ballast", "backups", "lock", "failures")
        shutil.copytree(worker.directory, folder, ignore=left)


if __name__ == "__main__":
    main()
