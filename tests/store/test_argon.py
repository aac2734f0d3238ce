"""Calibration: slow enough for a thief, quick enough for a worker."""

import time

from app.store import argon
from app.store.argon import DEFAULT, FLOOR, Cost


def test_calibration_stays_within_what_is_safe_and_readable() -> None:
    cost = argon.calibrated()
    assert cost.at_least(FLOOR)
    fields = {"memory_kib": cost.memory_kib, "time": cost.time, "parallelism": cost.parallelism}
    assert Cost.read(fields) == cost
    started = time.perf_counter()
    argon.password_key("oba ýolunda arba", bytes(16), cost, None)
    assert (
        time.perf_counter() - started > 0.2
    )  # 0.5 s aimed at; other work on the machine may have slowed the measuring


def test_a_slow_laptop_gets_less_but_never_below_the_floor() -> None:
    for seconds in (1.6, 3.0, 10.0, 600.0, None):
        lighter = argon.lighter(seconds)
        assert lighter.at_least(FLOOR)
        assert not lighter.at_least(DEFAULT)


def test_a_password_a_salt_a_cost_and_a_key_file_each_change_the_key() -> None:
    other = Cost(memory_kib=FLOOR.memory_kib, time=3, parallelism=1)
    keys = {
        argon.password_key("oba ýolunda arba", bytes(16), FLOOR, None),
        argon.password_key("oba ýolunda arbа", bytes(16), FLOOR, None),
        argon.password_key("oba ýolunda arba", b"s" * 16, FLOOR, None),
        argon.password_key("oba ýolunda arba", bytes(16), other, None),
        argon.password_key("oba ýolunda arba", bytes(16), FLOOR, b"stick"),
        argon.password_key("oba ýolunda arba", bytes(16), FLOOR, b""),
    }
    assert len(keys) == 6
