"""Opening a form leaves the collecting of garbage where it was: in the window's thread, when a window has taken it over."""

import gc
from contextlib import closing
from pathlib import Path

from app.ui.collector import Collector
from app.ui.forms import definitions
from tests import factory


def test_compiling_a_form_does_not_give_the_collecting_back_to_every_thread(tmp_path: Path) -> None:
    collector = Collector()
    collector.start()
    try:
        definitions.forget()
        with closing(factory.a_vault(tmp_path)) as vault:
            definitions.form(vault, definitions.in_use(vault, "initial_assessment").sha256)
        assert not gc.isenabled()
    finally:
        collector.stop()
    assert gc.isenabled()
