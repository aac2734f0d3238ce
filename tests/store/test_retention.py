"""Which backups stay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.store import retention

NOW = datetime(2024, 8, 24, 20, 30, tzinfo=UTC)
INSTANTS = st.lists(st.integers(0, 600 * 24).map(lambda hours: NOW - timedelta(hours=hours)), max_size=60)


def test_a_year_of_nightly_backups_leaves_seven_days_four_weeks_and_six_months() -> None:
    kept = sorted(retention.kept(NOW - timedelta(days=days) for days in range(365)), reverse=True)
    assert [instant.date().isoformat() for instant in kept] == [
        *(f"2024-08-{day}" for day in (24, 23, 22, 21, 20, 19, 18)),
        "2024-08-11",
        "2024-08-04",
        "2024-07-31",
        "2024-06-30",
        "2024-05-31",
        "2024-04-30",
        "2024-03-31",
    ]


def test_a_copy_before_a_migration_outlives_the_night() -> None:
    nights = [NOW - timedelta(days=days) for days in range(30)]
    before = NOW - timedelta(days=1, hours=5)
    assert before in retention.kept([*nights, before])


@given(instants=INSTANTS)
def test_the_newest_always_stays_and_nothing_is_invented(instants: list[datetime]) -> None:
    kept = retention.kept(instants)
    assert kept <= set(instants)
    assert not instants or max(instants) in kept


@given(instants=INSTANTS)
def test_letting_go_twice_lets_go_no_more(instants: list[datetime]) -> None:
    kept = retention.kept(instants)
    assert retention.kept(kept) == kept


@given(instants=INSTANTS)
def test_a_worker_who_rarely_backs_up_keeps_old_copies(instants: list[datetime]) -> None:
    days = {instant.date() for instant in instants}
    assert len(retention.kept(instants)) >= min(retention.DAILY, len(days))
