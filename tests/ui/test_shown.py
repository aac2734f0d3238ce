"""Moments that no honest clock tells are still shown."""

from app.ui import shown


def test_a_clock_that_runs_wild_spoils_no_page() -> None:
    for wall_ms in (0, 1_795_000_000_000, 2**62, 2**63 - 1):
        assert shown.moment(wall_ms)
        assert len(shown.clock(wall_ms)) == 5
