"""The catalogue of services and the gates R1 to R3."""

from datetime import date

import pytest

from app import resources
from app.models.service import (
    EntryDocument,
    GateDocument,
    ServiceForm,
    SocialService,
    Tier,
    may_open,
    may_recognise,
    parse_services,
)

SERVICES = parse_services(resources.text("services.csv"))
SECOND = [service for service in SERVICES if service.tier is Tier.SECOND]
THIRD = [service for service in SERVICES if service.tier is Tier.THIRD]
LETTER = EntryDocument(type=GateDocument.MINISTRY_REFERRAL, number="12/4", date=date(2026, 4, 7))


def code(service: SocialService) -> str:
    return service.code


def test_the_twelve_specialised_services_are_of_the_second_tier() -> None:
    twelve = [service.code for service in SECOND if service.code.startswith("s")]
    assert twelve == [f"s{number:02}" for number in range(1, 13)]


def test_every_service_has_a_code_of_its_own_types_forms_and_three_names() -> None:
    assert len({service.code for service in SERVICES}) == len(SERVICES)
    for service in SERVICES:
        assert service.types
        assert service.forms
        assert all(service.name(language) for language in ("tk", "ru", "en"))


def test_all_three_tiers_and_the_residential_form_are_there() -> None:
    assert {service.tier for service in SERVICES} == set(Tier)
    assert any(ServiceForm.RESIDENTIAL in service.forms for service in THIRD)


@pytest.mark.parametrize("service", SECOND, ids=code)
def test_the_second_tier_opens_only_after_an_approved_assessment(service: SocialService) -> None:
    assert may_open(service, approved_assessment=False) is not None
    assert may_open(service, approved_assessment=False, document=LETTER) is not None
    assert may_open(service, approved_assessment=True) is None


@pytest.mark.parametrize("service", THIRD, ids=code)
def test_the_third_tier_opens_only_with_a_numbered_and_dated_document(service: SocialService) -> None:
    no_number = EntryDocument(type=GateDocument.COURT_DECISION, number=" ", date=date(2026, 4, 7))
    no_date = EntryDocument(type=GateDocument.COURT_DECISION, number="12/4", date=None)
    for document in (None, no_number, no_date):
        assert may_open(service, approved_assessment=True, document=document) is not None
    assert may_open(service, approved_assessment=False, document=LETTER) is None


def test_universal_services_are_open_to_everybody() -> None:
    assert all(
        may_open(one, approved_assessment=False) is None for one in SERVICES if one.tier is Tier.UNIVERSAL
    )


def test_a_recognition_says_who_when_and_on_which_ground() -> None:
    assert may_recognise(by="worker", on=date(2026, 4, 7), ground="old_age") is None
    assert may_recognise(by="", on=date(2026, 4, 7), ground="old_age") is not None
    assert may_recognise(by="worker", on=None, ground="old_age") is not None
    assert may_recognise(by="worker", on=date(2026, 4, 7), ground=" ") is not None
