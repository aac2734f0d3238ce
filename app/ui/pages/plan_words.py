"""The words of the plan page: areas of life, forms of help, papers, states; and why an assessment was urgent."""

import csv
import io
from collections.abc import Mapping
from functools import lru_cache

from app import resources
from app.errors import N_
from app.i18n import current
from app.models.plan import Goal, Service
from app.models.service import GateDocument, ServiceForm, SocialService, parse_services
from app.models.suggestion import Suggestion, parse

DOMAINS: Mapping[str, str] = {
    "health": N_("Health and functioning"),
    "daily": N_("Daily living"),
    "housing": N_("Housing"),
    "income": N_("Income and work"),
    "education": N_("Education"),
    "family": N_("Family and relations"),
    "safety": N_("Safety"),
    "documents": N_("Documents and rights"),
    "participation": N_("Participation"),
}

FORMS_OF_HELP: Mapping[str, str] = {
    ServiceForm.HOME: N_("At home"),
    ServiceForm.DAY: N_("In a day centre or office"),
    ServiceForm.RESIDENTIAL: N_("In a residential institution"),
}

GATE_PAPERS: Mapping[str, str] = {
    GateDocument.COURT_DECISION: N_("Court decision"),
    GateDocument.MINISTRY_REFERRAL: N_("Letter of the Ministry"),
}

WRITTEN = ("tk", "ru")


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, SocialService]:
    """Return the services of the catalogue by their codes."""
    return {one.code: one for one in parse_services(resources.text("services.csv"))}


@lru_cache(maxsize=1)
def suggestions() -> tuple[Suggestion, ...]:
    """Return the table of suggested goals."""
    return parse(resources.text("plan_suggestions.csv"))


def plan_language(client: str = "") -> str:
    """Return the language in which a plan is read on this screen; English screens read it in the client's."""
    language = current().language
    if language in WRITTEN:
        return language
    return client if client in WRITTEN else "tk"


def said(record: Goal | Service, name: str, language: str) -> str:
    """Return a text of a plan in a language, or in the other one while only that is written."""
    other = "ru" if language == "tk" else "tk"
    return str(getattr(record, f"{name}_{language}") or getattr(record, f"{name}_{other}"))


def service_name(code: str) -> str:
    """Return a service's name in the language in use, "" for none."""
    found = catalogue().get(code)
    return found.name(current().language) if found else code


def reason(form: str, code: str) -> str:
    """Return why an assessment came to its result in the language in use; a code without words stands for itself."""
    words = _reasons(form).get(code, {})
    return words.get(current().language) or words.get("tk") or code


@lru_cache(maxsize=8)
def _reasons(form: str) -> Mapping[str, Mapping[str, str]]:
    """Return the sentences `why_…` of a form by reason; {} of a form that is not shipped."""
    if form.startswith(".") or not resources.path("forms", form, "survey.csv").is_file():
        return {}
    rows = csv.DictReader(io.StringIO(resources.text("forms", form, "survey.csv")))
    found: dict[str, Mapping[str, str]] = {}
    for row in rows:
        name = row.get("name") or ""
        if row.get("type") == "note" and name.startswith("why_"):
            labels = {column: text for column, text in row.items() if column and column.startswith("label")}
            found[name.removeprefix("why_")] = {
                language: next((text for column, text in labels.items() if f"({language})" in column), "")
                for language in ("tk", "ru", "en")
            }
    return found
