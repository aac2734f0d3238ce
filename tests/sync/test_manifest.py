"""The manifest: every field held against the format, its bytes signed for this purpose only."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import canonical, manifest
from app.sync.refusals import ChangedBundle
from tests.sync.desk import Desk, keys_of


def test_a_manifest_comes_back_from_its_bytes(desk: Desk) -> None:
    outline = desk.outline()
    data = outline.to_bytes()
    assert manifest.parse(data) == outline
    assert len(manifest.digest(data)) == 64


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", 0),
        ("format", True),
        ("min_reader", 0),
        ("min_reader", "1"),
        ("device", "AB" * 32),
        ("device", None),
        ("replica", ""),
        ("replica", "a b"),
        ("replica", "x" * 65),
        ("sequence", 0),
        ("sequence", -1),
        ("previous", ""),
        ("previous", 1),
        ("created", "2025-05-12T09:30:00+05:00"),
        ("created", "2025-05-12T09:30:00.5Z"),
        ("created", "2025-5-12T09:30:00Z"),
        ("created", "2025-02-30T09:30:00Z"),
        ("recipients", []),
        ("recipients", ["age1notakey"]),
        ("audit", {"count": 1}),
        ("audit", {"count": -1, "mac": "A" * 43}),
        ("audit", {"count": 1, "mac": "A" * 42 + "B"}),
        ("application", "1.0 (modified)"),
        ("schema", None),
        ("forms", {"initial": 1}),
        ("forms", {"a b": "1"}),
        ("forms", []),
        ("have", {"c:1": ["A" * 43, "A" * 43]}),
        ("have", {"c:1": "A" * 43}),
        ("have", {"": []}),
        ("want", ["A" * 44]),
        ("want", {}),
        ("parts", {}),
        ("parts", [{}]),
        ("parts", None),
    ],
)
def test_a_field_of_another_shape_is_refused(desk: Desk, field: str, value: object) -> None:
    found: Any = canonical.decode(desk.outline().to_bytes())
    with pytest.raises(ChangedBundle):
        manifest.parse(canonical.encode({**found, field: value}))


def test_a_missing_field_is_refused_even_from_a_newer_writer(desk: Desk) -> None:
    found: Any = canonical.decode(desk.outline().to_bytes())
    for field in found:
        rest = {name: value for name, value in found.items() if name != field}
        with pytest.raises(ChangedBundle):
            manifest.parse(canonical.encode(rest))
        if field not in {"format", "min_reader"}:
            with pytest.raises(ChangedBundle):
                manifest.parse(canonical.encode({**rest, "format": 2}))


@given(st.binary(max_size=100))
def test_arbitrary_bytes_are_no_manifest(data: bytes) -> None:
    with pytest.raises(ChangedBundle):
        manifest.parse(data)


def test_a_signature_is_for_bundles_only(desk: Desk) -> None:
    data = desk.outline().to_bytes()
    key = desk.worker.card.verify_key
    assert manifest.signed_by(key, data, manifest.sign(data, desk.worker))
    assert not manifest.signed_by(key, data, desk.worker.sign(b"etrap-receipt-v1", data))
    assert not manifest.signed_by(key, data, manifest.sign(data, keys_of("stranger")))
    assert not manifest.signed_by(key, data, b"short")
