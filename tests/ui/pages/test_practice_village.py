"""The first run with practice wished for: the village is there, in vaults of its own, and opens from the first page."""

from pathlib import Path
from typing import Any

from app.store import vault

PASSWORD = "garly dag ak atlar"


def test_a_practice_village_is_made_on_the_first_run_and_can_be_entered(
    make_room: Any, tmp_path: Path
) -> None:
    root = tmp_path / "practice"
    room = make_room(folders=(tmp_path / "new", root))
    wizard = room.window.entrance.wizard
    wizard._tell(
        {"role": "worker", "name": "Orazowa Aýna", "place": "TM-A-01", "password": PASSWORD, "practice": True}
    )
    for _ in range(4):
        wizard.go_on()
    room.bot.waitUntil(lambda: wizard.state.recovery is not None, timeout=20_000)
    recovery = wizard.state.recovery
    wizard._retype(*(recovery.groups[at] for at in recovery.asked))
    wizard.go_on()
    wizard.go_on()
    room.bot.waitUntil(lambda: room.window.workplace is not None, timeout=60_000)
    room.settle()
    assert not room.work.session.practice
    room.window.lock()
    room.bot.waitUntil(lambda: room.window.entrance is not None and room.window.entrance.unlock is not None)
    village = vault.unlock(root / "worker-1", PASSWORD)
    assert village.meta("practice") == "1"
    village.close()
    room.bot.waitUntil(lambda: room.window.entrance.unlock.isEnabled(), timeout=10_000)
    room.window.entrance.unlock.unlock_asked.emit(str(root / "worker-1"), PASSWORD)
    room.bot.waitUntil(lambda: room.window.workplace is not None, timeout=20_000)
    room.settle()
    assert room.work.session.practice
    assert not (tmp_path / "new" / "worker-1").exists()
