"""Argon2id: how slowly a password becomes a key on this laptop."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from app.store import DamagedHeader, NotEnoughMemory, keys

MEMORY_READ = (
    8 * 1024,
    1024 * 1024,
)  # KiB a header may ask for: more would stall the laptop, less is no honest vault
TIME_READ, PARALLELISM_READ = (1, 16), (1, 8)
MOST_MEMORY = 256 * 1024  # KiB a new vault may want: the next laptop may be a smaller one
WANTED_SECONDS = 0.75
SLOW_SECONDS = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Argon2id's parameters: memory in KiB, passes, lanes."""

    memory_kib: int
    time: int
    parallelism: int

    @classmethod
    def read(cls, slot: Mapping[str, object]) -> "Cost":
        """Return the cost a slot names. Raises `DamagedHeader` outside 8 MiB-1 GiB, 16 passes, 8 lanes."""
        limits = {"memory_kib": MEMORY_READ, "time": TIME_READ, "parallelism": PARALLELISM_READ}
        found: dict[str, int] = {}
        for name, (low, high) in limits.items():
            value = slot.get(name)
            if type(value) is not int or not low <= value <= high:
                raise DamagedHeader
            found[name] = value
        return cls(**found)

    def at_least(self, other: "Cost") -> bool:
        """Return whether no parameter is below the other's."""
        return (
            self.memory_kib >= other.memory_kib
            and self.time >= other.time
            and self.parallelism >= other.parallelism
        )


FLOOR = Cost(memory_kib=19 * 1024, time=2, parallelism=1)  # OWASP's least for Argon2id
DEFAULT = Cost(memory_kib=64 * 1024, time=3, parallelism=4)  # RFC 9106, second choice


def password_key(typed: str, salt: bytes, cost: Cost, keyfile: bytes | None) -> bytes:
    """Return the 32-byte key of a password and, if given, a key file's content.

    Raises:
        NotEnoughMemory
    """
    try:
        slow = hash_secret_raw(
            typed.encode(), salt, cost.time, cost.memory_kib, cost.parallelism, keys.KEY_BYTES, Type.ID
        )
    except (HashingError, MemoryError) as error:
        raise NotEnoughMemory from error
    second = sha256(keyfile).digest() if keyfile is not None else b""
    return keys.stretch(slow + second, salt=salt, info=b"goldaw vault 1 password slot")


def calibrated() -> Cost:
    """Return a cost that takes 0.5 to 1.5 s on this laptop, measured now (the quickest of three); never below the floor."""
    seconds = min((_measured(DEFAULT) for _ in range(3)), key=lambda taken: taken or SLOW_SECONDS * 100)
    if seconds is None or seconds > SLOW_SECONDS:
        return lighter(seconds)
    passes, memory = DEFAULT.time * max(1.0, WANTED_SECONDS / seconds), DEFAULT.memory_kib
    while round(passes) > TIME_READ[1]:
        passes, memory = passes / 2, memory * 2
    return Cost(memory_kib=min(memory, MOST_MEMORY), time=round(passes), parallelism=DEFAULT.parallelism)


def lighter(seconds: float | None) -> Cost:
    """Return the cost for a laptop where the default took `seconds`, or did not get its memory (None)."""
    two_passes = seconds * 2 / DEFAULT.time if seconds else SLOW_SECONDS * 4
    memory = int(DEFAULT.memory_kib * min(1.0, 1.0 / two_passes))
    return Cost(memory_kib=max(FLOOR.memory_kib, memory), time=2, parallelism=DEFAULT.parallelism)


def _measured(cost: Cost) -> float | None:
    started = time.perf_counter()
    try:
        password_key("measured, not kept", bytes(16), cost, None)
    except NotEnoughMemory:
        return None
    return time.perf_counter() - started
