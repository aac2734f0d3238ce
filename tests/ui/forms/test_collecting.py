"""Opening a form leaves the collecting of garbage where it was: in the window's thread, when a window has taken it over."""

import gc

from app.ui.collector import Collector
from app.ui.forms.opening import form_of


def test_compiling_a_form_does_not_give_the_collecting_back_to_every_thread() -> None:
    collector = Collector()
    collector.start()
    try:
        form_of.cache_clear()
        form_of("initial_assessment")
        assert not gc.isenabled()
    finally:
        collector.stop()
    assert gc.isenabled()
