"""XML from anyone: broken and hostile files are refused with a place, good ones read whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms import xml
from app.forms.definition import load
from app.forms.errors import FormError, FormRefused

BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize(
    "hostile",
    [
        BOMB,
        b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>',
        b'<!DOCTYPE d PUBLIC "x" "http://example.invalid/d.dtd"><d/>',
        b"<!DOCTYPE d><d/>",
    ],
)
def test_a_file_that_declares_a_document_type_is_refused(hostile: bytes) -> None:
    with pytest.raises(FormRefused, match="document type"):
        xml.read(hostile)


@pytest.mark.parametrize("broken", [b"", b"<a>", b"<a></b>", b"<a b=1/>", b"\xff\xfe", b"<a>&nbsp;</a>"])
def test_a_broken_file_is_refused_with_its_line(broken: bytes) -> None:
    with pytest.raises(FormRefused) as refused:
        xml.read(broken)
    assert "line" in refused.value.fields


def test_a_prefix_nobody_declared_is_named() -> None:
    with pytest.raises(FormRefused, match="odd:a"):
        xml.read(b"<odd:a/>")


def test_elements_without_end_are_refused() -> None:
    with pytest.raises(FormRefused, match="deeper"):
        xml.read(b"<a>" * 5000)


def test_what_is_read_is_written_again() -> None:
    text = '<a x="1 &amp; &quot;2&quot;"><b>q &lt; w</b><c/></a>'
    again = xml.read(xml.write(xml.read(text)))
    assert xml.write(again) == xml.write(xml.read(text))
    assert again.elements()[0].elements()[0].string() == "q < w"


@given(st.binary(max_size=200) | st.text(alphabet="<>/=\"' abh:&;![]-", max_size=80).map(str.encode))
def test_no_bytes_at_all_make_anything_but_our_own_refusal(data: bytes) -> None:
    try:
        load(data)
    except FormError:
        return
    raise AssertionError("no random bytes are a form")


def test_xml_that_is_no_form_is_told_so() -> None:
    with pytest.raises(FormRefused, match="not an ODK form"):
        load(b"<html><head/></html>")
