"""The audit chain: nothing taken out, changed, moved, added or cut off goes unnoticed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from app.store import audit_chain
from app.store.audit_chain import GENESIS, Anchor

KEY = bytes(range(32))
RECORDS = st.lists(st.binary(max_size=40), min_size=1, max_size=12)
Chain = list[tuple[bytes, bytes]]


def chain(records: list[bytes], key: bytes = KEY) -> Chain:
    macs = [GENESIS]
    for record in records:
        macs.append(audit_chain.append(macs[-1], key, record))
    return list(zip(records, macs[1:], strict=True))


def anchored(whole: Chain) -> Anchor:
    return Anchor(count=len(whole), mac=whole[-1][1])


@given(records=RECORDS)
def test_a_whole_chain_holds(records: list[bytes]) -> None:
    whole = chain(records)
    assert audit_chain.verify(whole, KEY, anchor=anchored(whole)) is None
    assert audit_chain.verify(whole, KEY) is None
    assert audit_chain.verify([], KEY) is None


@given(records=RECORDS, more=RECORDS)
def test_a_chain_that_grew_after_its_anchor_holds(records: list[bytes], more: list[bytes]) -> None:
    anchor = anchored(chain(records))
    assert audit_chain.verify(chain(records + more), KEY, anchor=anchor) is None


@given(records=RECORDS, data=st.data())
def test_a_changed_record_breaks_at_its_place(records: list[bytes], data: st.DataObject) -> None:
    whole = chain(records)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.binary(max_size=40).filter(lambda record: record != whole[place][0]))
    whole[place] = (other, whole[place][1])
    assert audit_chain.verify(whole, KEY) == place


@given(records=RECORDS, data=st.data())
def test_a_record_taken_out_shows(records: list[bytes], data: st.DataObject) -> None:
    whole = chain(records)
    anchor = anchored(whole)
    del whole[data.draw(st.integers(0, len(whole) - 1))]
    assert audit_chain.verify(whole, KEY, anchor=anchor) is not None


@given(records=RECORDS, cut=st.integers(1, 12))
def test_an_end_cut_off_shows_by_the_anchor(records: list[bytes], cut: int) -> None:
    whole = chain(records)
    left = whole[:-cut]
    assert audit_chain.verify(left, KEY) is None
    assert audit_chain.verify(left, KEY, anchor=anchored(whole)) == len(left)


@given(records=RECORDS, others=RECORDS)
def test_another_chain_of_the_right_key_shows_by_the_anchor(
    records: list[bytes], others: list[bytes]
) -> None:
    assume(others[: len(records)] != records)
    assert audit_chain.verify(chain(others), KEY, anchor=anchored(chain(records))) is not None


@given(records=RECORDS)
def test_nobody_without_the_key_writes_a_chain(records: list[bytes]) -> None:
    assert audit_chain.verify(chain(records, bytes(32)), KEY) == 0
