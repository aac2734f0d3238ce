"""Every function, whatever it is given, has a value or our own error."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from app import i18n
from app.errors import UserError
from app.forms.definition import load
from app.forms.errors import FormError
from app.forms.evaluation import evaluate
from app.forms.session import Session
from app.forms.xpath.functions import FUNCTIONS
from tests.forms.conftest import form_xml

ODD = [
    "''",
    "'x'",
    "'0'",
    "'a b c'",
    "'2026-02-29'",
    "'2024-02-29T23:59:59.999+14:00'",
    "'0001-01-01'",
    "'9999-12-31T23:59:59-12:00'",
    "'99:99'",
    "'38.1 58.2 0 0;38.2 58.3;38.0 58.9;38.1 58.2'",
    "'200 200'",
    "'[a-z]+'",
    "'%Y %q %'",
    "'MD5'",
    "1 div 0",
    "-1 div 0",
    "0 div 0",
    "-0.5",
    "1000000000000000000000",
    "3",
    "true()",
    "/a/b",
    "/a/c",
    "//*",
]
ARGUMENTS = st.lists(st.sampled_from(ODD), max_size=7)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_never_ends_in_a_surprise(name: str) -> None:
    @settings(max_examples=30)
    @given(ARGUMENTS)
    def check(arguments: list[str]) -> None:
        for kind in ("string", "number", "boolean"):
            try:
                evaluate("<a><b>1</b><b>x</b></a>", f"{name}({', '.join(arguments)})", kind=kind)
            except UserError:
                return

    check()


@given(ARGUMENTS)
def test_dates_are_moved_by_any_steps(steps: list[str]) -> None:
    expression = f"add-date('2024-02-29', {', '.join(['1', *steps][:5])})"
    try:
        assert isinstance(evaluate("<a><b>1</b></a>", expression), str)
    except UserError:
        return


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_says_when_it_is_given_too_many_arguments(name: str) -> None:
    if FUNCTIONS[name].most > 20:
        assert FUNCTIONS[name].takes
        return
    with pytest.raises(UserError, match="arguments"):
        evaluate("<a/>", f"{name}({', '.join(['1'] * 21)})")


@pytest.mark.parametrize(
    ("line", "crosses"),
    [
        ("0 0;0 2;2 2;2 0", False),
        ("0 0;0 2;2 2;2 0;0 0", False),
        ("0 0;2 2;0 2;2 0", True),
        ("0 0;2 2;0 2;2 0;0 0", True),
        ("0 0;0 2;0 1", True),
        ("0 0;0 1;0 2", False),
        ("0 0;0 2;2 1;0 1", True),
        ("0 0;0 0;1 1", False),
        ("1 1", False),
        ("", False),
    ],
)
def test_a_line_that_crosses_or_touches_itself_is_told(line: str, crosses: bool) -> None:
    shown = ";".join(f"{point} 0 0" for point in line.split(";") if point)
    assert evaluate("<data/>", f"intersects('{shown}')", kind="boolean") is crosses


def test_a_signed_text_is_taken_out_only_when_it_is_genuine() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    text = b"Oguljeren, 65"
    packed = base64.b64encode(key.sign(text) + text).decode()
    forged = base64.b64encode(key.sign(text) + b"Another, 30").decode()
    for given_, expected in ((packed, "Oguljeren, 65"), (forged, ""), ("nonsense", ""), ("", "")):
        assert evaluate("<data/>", f"extract-signed('{given_}', '{public}')") == expected
    assert evaluate("<data/>", f"extract-signed('{packed}', 'AAAA')") == ""


def test_a_form_knows_its_version_its_user_and_what_depends_on_what(
    open_form: Callable[..., Session],
) -> None:
    session = open_form(
        "<v/><u/><d/>",
        '<bind nodeset="/data/v" calculate="concat(\'v\', version())"/>'
        '<bind nodeset="/data/u" calculate="property(\'username\')"/>'
        '<bind nodeset="/data/d" calculate="depend(/data/v, /data/u)"/>',
        properties={"username": "Aýna"},
    )
    assert [session.node(f"/data/{name}").value for name in "vud"] == ["v", "Aýna", "v"]


def test_answers_of_another_client_never_show(open_form: Callable[..., Session]) -> None:
    session = open_form(
        "<a/>",
        '<bind nodeset="/data/a" type="int" required="instance(\'__last-saved\')/data/a &lt; 12"/>',
        '<input ref="/data/a"/>',
        more='<instance id="__last-saved" src="jr://instance/last-saved"/>',
    )
    assert session.node("/data/a").required is False
    assert session.warnings == []


def test_the_reason_of_a_refusal_is_said_in_the_same_language() -> None:
    with pytest.raises(FormError) as refused:
        load(
            form_xml('<instance><data id="f"><a/></data></instance><bind nodeset="/data/a" calculate="1 +"/>')
        )
    said = i18n.words("ru").sentence(refused.value)
    assert "missing" not in said
    assert "In calculate" not in said
