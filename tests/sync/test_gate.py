"""The import gate: each reason for keeping a change aside, with changes really signed, forged or out of place."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from app.changes import operation
from app.changes.change import MAX_NUMBER, Change, MalformedChange, digest, make
from app.changes.operation import Operation
from app.store import wire
from app.sync.gate import Aside, Device, Gate

KEYS = {name: SigningKey(digest(name.encode())) for name in ("worker", "senior", "centre", "stranger")}
DEVICES = {
    name: Device(verify_key=bytes(KEYS[name].verify_key), role=role, staff=f"staff-{name}")
    for name, role in (("worker", "worker"), ("senior", "senior"), ("centre", "centre"))
}
CASE, OTHERS_CASE, NEW_CASE = "c:mine", "c:other", "c:new"
ABOUT = bytes(32)


def owners(stream: str) -> frozenset[str]:
    return {
        CASE: frozenset({"staff-worker", "staff-before"}),
        OTHERS_CASE: frozenset({"staff-other"}),
    }.get(stream, frozenset())


def gate(sender: str = "worker", **changed: Any) -> Gate:
    return Gate(sender=DEVICES[sender], devices=DEVICES, owners=owners, **changed)


def save(*ops: Operation, stream: str = CASE, actor: str = "staff-worker") -> Change:
    return make(stream=stream, replica="r", n=1, parents=(), wall_ms=0, actor=actor, ops=ops)


def words(value: Any = "öýde", field: str = "request") -> Operation:
    return operation.put("mine", "case", field, value)


def visit(signer: str = "worker", *, body: bytes = b'{"on":"2026-11-20"}', stream: str = CASE) -> Operation:
    signature = KEYS[signer].sign(wire.fact_message(stream, "visit", body)).signature
    return operation.submit("visit", body, signer, signature)


def approval(signer: str, *, about: bytes = ABOUT, stream: str = CASE) -> Operation:
    body = b'{"decision":"approved"}'
    return operation.review(
        about, body, signer, KEYS[signer].sign(wire.review_message(stream, about, body)).signature
    )


def handing_over(signer: str, owner: str = "staff-other", *, stream: str = CASE) -> Operation:
    signature = KEYS[signer].sign(wire.assign_message(stream, "mine", owner)).signature
    return operation.assign("mine", "case", owner, signer, signature)


def swapped(op: Operation, place: int, value: Any) -> Operation:
    return (*op[:place], value, *op[place + 1 :])


# What may come in.


@pytest.mark.parametrize(
    "change",
    [
        save(words()),
        save(words(None)),
        save(words("staff-worker", "owner"), stream=NEW_CASE),
        save(words("anything", "a_field_of_a_later_version")),
        save(operation.put("x", "a_kind_of_a_later_version", "f", {"deep": [1, None]})),
        save(operation.delete("mine", "case")),
        save(visit()),
        save(visit("senior")),
        save(approval("senior")),
        save(handing_over("centre")),
        save((99, "later")),
        save((99,)),
        save(words(), stream="x:a-family-of-a-later-version"),
        save(operation.put("staff-worker", "staff", "phone", "12"), stream="staff"),
    ],
    ids=lambda change: f"{change.stream} {change.ops[0][0]}",
)
def test_a_workers_own_honest_save_comes_in(change: Change) -> None:
    assert gate().judge(change) is None


def test_a_worker_who_was_responsible_before_may_still_send_his_late_edits() -> None:
    assert DEVICES["worker"].staff in owners(CASE)
    assert gate().judge(save(words("late"))) is None


def test_a_senior_may_write_into_anybodys_case_and_decide() -> None:
    change = save(words(), approval("senior", stream=OTHERS_CASE), stream=OTHERS_CASE, actor="staff-senior")
    assert gate("senior").judge(change) is None
    given = save(words("staff-worker", "owner"), stream=OTHERS_CASE, actor="staff-senior")
    assert gate("senior").judge(given) is None


def test_what_the_centre_sends_comes_in_whoever_wrote_it_and_whatever_he_may_do_now() -> None:
    stranger = save(visit("stranger", stream=OTHERS_CASE), stream=OTHERS_CASE, actor="staff-stranger")
    assert gate("centre").judge(stranger) is None
    demoted = save(approval("worker"), actor="staff-worker")
    assert gate("centre").judge(demoted) is None, "he might when he decided; the centre has judged it"


# What is kept aside, and why.


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("restricted", "yes"),
        ("risk", "terrible"),
        ("risk", ["urgent"]),
        ("request", 7),
        ("request", {}),
        ("id", "x"),
    ],
)
@pytest.mark.parametrize("sender", ["worker", "centre"])
def test_a_value_that_its_field_cannot_hold_is_schema(sender: str, field: str, value: Any) -> None:
    assert gate(sender).judge(save(words(value, field))) is Aside.SCHEMA


@pytest.mark.parametrize("stream", ["c:öý", "c: x", "c:a\0b"])
def test_a_stream_that_no_bundle_could_name_is_schema(stream: str) -> None:
    assert gate().judge(save((99, 1), stream=stream)) is Aside.SCHEMA


def test_a_save_in_another_persons_name_is_author() -> None:
    assert gate().judge(save(words(), actor="staff-senior")) is Aside.AUTHOR


@pytest.mark.parametrize(
    "op",
    [
        operation.put("staff-senior", "staff", "role", "worker"),
        operation.delete("staff-senior", "staff"),
        visit(stream="staff"),
        (99, "staff-senior"),
        (99,),
    ],
    ids=lambda op: str(op[0]),
)
def test_a_worker_changes_nobodys_card_but_his_own(op: Operation) -> None:
    assert gate().judge(save(op, stream="staff")) is Aside.AUTHOR


def test_a_case_that_was_never_the_senders_is_foreign() -> None:
    assert gate().judge(save(words(), stream=OTHERS_CASE)) is Aside.FOREIGN_CASE


def test_a_visit_signed_by_a_laptop_nobody_knows_is_unknown_signer() -> None:
    assert gate().judge(save(visit("stranger"))) is Aside.UNKNOWN_SIGNER


@pytest.mark.parametrize(
    "op", [visit(), approval("senior"), handing_over("senior")], ids=lambda op: str(op[0])
)
@pytest.mark.parametrize("sender", ["worker", "centre"])
def test_any_word_changed_after_signing_is_a_bad_signature(sender: str, op: Operation) -> None:
    for place in (1, 3) if op[0] == operation.Code.ASSIGN else (1, 2):
        value: Any = op[place]
        other = bytes([value[0] ^ 1]) + value[1:] if isinstance(value, bytes) else f"{value}x"
        assert gate(sender).judge(save(swapped(op, place, other))) is Aside.SIGNATURE
    for forged in (b"", bytes(64), bytes(65), b"x" * 64):
        assert gate(sender).judge(save((*op[:-1], forged))) is Aside.SIGNATURE
    moved = save(op, stream=NEW_CASE)
    assert gate(sender).judge(moved) is Aside.SIGNATURE, "what is signed in one case says nothing in another"


def test_a_signature_of_one_laptop_under_the_name_of_another_is_a_bad_signature() -> None:
    assert gate().judge(save(swapped(visit(), 3, "senior"))) is Aside.SIGNATURE
    assert gate().judge(save(swapped(approval("worker"), 3, "senior"))) is Aside.SIGNATURE


@pytest.mark.parametrize("op", [approval("worker"), handing_over("worker")], ids=lambda op: str(op[0]))
def test_a_worker_neither_approves_nor_hands_over(op: Operation) -> None:
    assert gate().judge(save(op)) is Aside.MAY_NOT_DECIDE
    assert gate("senior").judge(save(op, actor="staff-senior")) is Aside.MAY_NOT_DECIDE, (
        "it is his signature that lacks"
    )


@pytest.mark.parametrize("owner", ["staff-other", "x", 5, True])
def test_a_worker_cannot_hand_a_case_over_by_just_writing_another_owner(owner: Any) -> None:
    reason = gate().judge(save(words(), words(owner, "owner")))
    assert reason in (Aside.MAY_NOT_DECIDE, Aside.SCHEMA)
    assert owner == 5 or owner is True or reason is Aside.MAY_NOT_DECIDE


def test_one_bad_operation_keeps_the_whole_save_aside() -> None:
    assert gate().judge(save(words(), visit("stranger"), words("again"))) is Aside.UNKNOWN_SIGNER


def test_what_was_let_in_here_before_comes_in_again_whoever_brings_it() -> None:
    centres_own = save(approval("centre"), words("by the centre"), actor="staff-centre")
    assert gate().judge(centres_own) is Aside.AUTHOR
    assert gate(vouched=frozenset({centres_own.hash})).judge(centres_own) is None
    assert gate(vouched=frozenset({save(words()).hash})).judge(centres_own) is Aside.AUTHOR


# Whatever comes, the gate answers.

NAME = st.sampled_from(
    ("mine", "case", "owner", "risk", "restricted", "benefits", "staff-worker", "worker", "senior", "é")
)
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, MAX_NUMBER)
    | st.text(max_size=4)
    | st.binary(max_size=4)
    | NAME,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)
BYTES = st.binary(max_size=8) | st.sampled_from((bytes(32), bytes(64)))
OPERATION = st.one_of(
    st.tuples(st.sampled_from((1, 2, 3)), NAME, NAME, NAME, ODD),
    st.tuples(st.just(4), NAME, NAME),
    st.tuples(st.just(5), NAME, BYTES, NAME, BYTES),
    st.tuples(st.just(6), st.just(bytes(32)), BYTES, NAME, BYTES),
    st.tuples(st.just(7), NAME, NAME, NAME, NAME, BYTES),
    st.tuples(st.sampled_from((8, 9)), NAME, NAME),
    st.tuples(st.just(10), NAME, NAME, st.dictionaries(NAME, ODD, max_size=2)),
    st.lists(ODD, max_size=4).map(lambda rest: (99, *rest)),
    st.lists(ODD, max_size=4).map(lambda rest: (-1, *rest)),
    st.lists(ODD, max_size=5).flatmap(lambda rest: st.integers(0, 12).map(lambda code: (code, *rest))),
)
STREAM = st.sampled_from(
    (CASE, OTHERS_CASE, NEW_CASE, "h:1", "staff", "directory", "", ":", "x:1")
) | st.text(max_size=4)


@given(
    ops=st.lists(OPERATION, min_size=1, max_size=3),
    stream=STREAM,
    sender=st.sampled_from(("worker", "senior", "centre")),
    own=st.booleans(),
)
@example(ops=[(99,)], stream="staff", sender="worker", own=True)
@example(ops=[(1, "mine", "case", "risk", [])], stream=CASE, sender="worker", own=True)
def test_the_gate_answers_about_any_change_that_can_be_read(
    ops: Sequence[Operation], stream: str, sender: str, own: bool
) -> None:
    actor = DEVICES[sender].staff if own else "staff-nobody"
    try:
        change = save(*ops, stream=stream, actor=actor)
    except MalformedChange:
        return
    judged = gate(sender).judge(change)
    assert judged is None or isinstance(judged, Aside)
    if sender == "worker" and not own:
        assert judged is not None, "nobody speaks in another's name"
    if sender == "worker" and {5, 6, 7} & {op[0] for op in ops}:
        assert judged is not None, "none of these is really signed"
