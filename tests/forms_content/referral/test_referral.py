"""A letter goes out with the client's word for this agency, the ground its service needs, and no more than was agreed."""

import csv
import io

import pytest

from app import resources
from app.forms.authoring.tables import Tables
from app.models.service import GateDocument, ServiceType, SocialService, parse_services
from tests.forms_content.filled import Fill

CASE = {"name": "c1", "age": "38", "restricted": "0", "may_assess": "1", "last_form": "initial_assessment"}
SERVICES = parse_services(resources.text("services.csv"))


def test_the_services_are_those_of_the_catalogue_in_its_words(form: Tables) -> None:
    rows = [row for row in form["choices"] if row["list_name"] == "service"]
    catalogue = list(csv.DictReader(io.StringIO(resources.text("services.csv"))))
    for row, known in zip(rows, catalogue, strict=True):
        assert row["name"] == known["code"]
        assert (row["tier"], row["types"]) == (known["tier"], known["types"])
        for column, language in (("label::Türkmen (tk)", "tk"), ("label::Русский (ru)", "ru")):
            name = known[f"name_{language}"]
            assert row[column] == name[0].upper() + name[1:]


def test_the_kinds_of_service_and_of_paper_are_those_of_the_program(form: Tables) -> None:
    lists = {
        name: [row["name"] for row in form["choices"] if row["list_name"] == name]
        for name in ("service_type", "gate_document")
    }
    assert set(lists["service_type"]) == set(ServiceType)
    assert set(lists["gate_document"]) == set(GateDocument)


@pytest.mark.parametrize("kind", list(ServiceType))
def test_only_services_of_the_kind_are_offered(fill: Fill, kind: ServiceType) -> None:
    offered = [
        code
        for code, _ in fill({"service_type": kind.value, "service": None}, tables={"case": [CASE]}).options(
            "service"
        )
    ]
    assert offered == [one.code for one in SERVICES if kind in one.types]


@pytest.mark.parametrize("one", SERVICES, ids=lambda one: one.code)
def test_each_service_asks_for_the_ground_of_its_level(fill: Fill, one: SocialService) -> None:
    kind = sorted(one.types)[0].value
    filled = fill({"service_type": kind, "service": one.code}, tables={"case": [{**CASE, "last_form": ""}]})
    assert filled["tier"] == str(int(one.tier))
    assert filled.is_shown("grounds") is (one.tier > 1)
    assert filled.is_shown("assessed") is (one.tier == 2)
    assert filled.is_shown("paper") is (one.tier == 3)
    known = fill({"service_type": kind, "service": one.code}, tables={"case": [CASE]})
    assert known.is_shown("grounds") is (one.tier == 3)


def test_a_consent_to_be_assessed_does_not_reach(fill: Fill) -> None:
    filled = fill({"consent": ""}, tables={"case": [CASE]})
    assert filled.is_shown("not_enough")
    assert filled.problems() == ["consent required"]
    assert filled["may_send"] == "0"


@pytest.mark.parametrize(
    ("consent", "may_send"), [("now", "1"), ("before", "1"), ("refused", "0"), ("exception", "1")]
)
def test_without_consent_nothing_is_sent_but_in_danger(fill: Fill, consent: str, may_send: str) -> None:
    said = {"exception_why": "Janyna howp abanýar, derrew kömek gerek.", "approver": "M. Orazowa"}
    filled = fill({"consent": consent, **said}, tables={"case": [CASE]})
    assert filled["may_send"] == may_send
    assert (
        filled.is_shown("facts")
        is filled.is_shown("request_page")
        is filled.is_shown("way_page")
        is (may_send == "1")
    )
    assert filled.is_shown("not_sent") is (may_send == "0")
    assert filled.problems() == []


def test_an_exception_needs_a_reason_and_who_allowed_it(fill: Fill) -> None:
    filled = fill({"consent": "exception", "exception_why": "Howp"}, tables={"case": [CASE]})
    assert filled.problems() == ["exception_why constraint", "approver required"]


def test_nothing_is_ticked_beforehand_and_the_most_sensitive_has_a_gate_of_its_own(
    fill: Fill, form: Tables
) -> None:
    filled = fill({"shared": None, "sensitive_asked": None}, tables={"case": [CASE]})
    assert (filled["shared"], filled["sensitive"]) == ("", "")
    assert [
        row["default"] for row in form["survey"] if row["name"] in ("shared", "sensitive", "sensitive_asked")
    ] == ["", "", ""]
    plain = [row["name"] for row in form["choices"] if row["list_name"] == "shared_item"]
    assert not {"violence", "hiv", "adoption"} & set(plain)
    assert not filled.is_shown("sensitive")
    filled.set("sensitive_asked", "yes")
    assert filled.is_shown("sensitive")


@pytest.mark.parametrize(("age", "asked"), [("17", True), ("18", False), ("0", True)])
def test_a_child_is_asked_too(fill: Fill, age: str, asked: bool) -> None:
    filled = fill(tables={"case": [{**CASE, "age": age}]})
    assert filled.is_shown("assent") is asked
    assert not filled.is_shown("child_asked")


def test_an_unknown_age_is_asked_for(fill: Fill) -> None:
    filled = fill({"child_asked": "yes"}, tables={"case": [{**CASE, "age": ""}]})
    assert filled.is_shown("child_asked")
    assert filled.is_shown("assent")


@pytest.mark.parametrize(
    ("urgency", "last"),
    [("urgent", "2026-11-23"), ("high", "2026-11-25"), ("medium", "2026-12-06"), ("low", "2026-12-22")],
)
def test_an_answer_is_awaited_no_longer_than_the_urgency_allows(fill: Fill, urgency: str, last: str) -> None:
    filled = fill({"urgency": urgency, "answer_by": last}, tables={"case": [CASE]})
    assert filled["answer_latest"] == last
    assert filled.problems() == []
    later = f"{last[:-2]}{int(last[-2:]) + 1:02}"
    filled.set("answer_by", later)
    assert filled.problems() == ["answer_by constraint"]
    filled.set("answer_by", "")
    assert filled.problems() == ["answer_by required"]


def test_days_keep_their_order(fill: Fill) -> None:
    filled = fill(
        {"sent_on": "2026-11-23", "answer_by": "2026-11-22", "appointment_on": "2026-11-22"},
        tables={"case": [CASE]},
    )
    assert filled.problems() == ["sent_on constraint", "answer_by constraint", "appointment_on constraint"]


def test_who_takes_the_client_there_is_said(fill: Fill) -> None:
    assert fill({"way": "worker"}, tables={"case": [CASE]}).problems() == ["way_words required"]
    assert fill({"way": "family"}, tables={"case": [CASE]}).problems() == []
