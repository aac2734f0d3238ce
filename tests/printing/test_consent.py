"""The printed consent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.i18n import words as speaker
from app.printing.consent import ConsentPaper, Permission, render
from app.printing.phrase import Bilingual, PaperLanguage

Words = Callable[[bytes], str]

PAPER = ConsentPaper(
    case_number="MR-24-0117-K",
    client_name="Ogulgerek Sähetliýewa",
    written_on=date(2026, 4, 7),
    worker_name="Aýgözel Tanalowa",
    permissions=(
        Permission(purpose=Bilingual(tk="Zerurlyklara baha bermek", ru="Оценка потребностей")),
        Permission(purpose="Ýollanma haty", recipient="Gyzyl Ýarymaý jemgyýeti", until=date(2027, 4, 7)),
    ),
)


def test_the_consent_speaks_both_languages_unless_told_otherwise(words: Words) -> None:
    text = words(render(PAPER))
    assert "Zerurlyklara baha bermek Оценка потребностей" in text
    assert "7 aprel 2027 7 апреля 2027 г." in text
    for code in ("tk", "ru"):
        assert speaker(code).tr("Witness of the thumb print: name and signature") in text
        rights = (
            "You may say no to any line. You may withdraw your consent at any time, in words or in writing."
        )
        assert speaker(code).tr(rights) in text


def test_every_permission_is_answered_on_its_own(words: Words) -> None:
    text, said = words(render(replace(PAPER, language=PaperLanguage.TK))), speaker("tk").tr
    assert text.count(f"☐ {said('Yes')}") == text.count(f"☐ {said('No')}") == len(PAPER.permissions)


def test_both_languages_share_one_pair_of_boxes(words: Words) -> None:
    assert words(render(PAPER)).count("☐") == 2 * len(PAPER.permissions)


def test_a_guardian_signs_for_the_client_and_a_child_who_was_asked_has_a_line(words: Words) -> None:
    said = speaker("ru").tr
    own = words(render(replace(PAPER, language=PaperLanguage.RU)))
    guarded = replace(PAPER, language=PaperLanguage.RU, given_by="Maral Myradowa", asks_child=True)
    other = words(render(guarded))
    assert said("Client: signature, or thumb print in the frame") in own
    assert said("Client: signature, or thumb print in the frame") not in other
    assert said("For the client: signature, or thumb print in the frame") in other
    assert said("Child, who was asked: name or mark") in other
    assert "Maral Myradowa" in other


def test_the_same_consent_gives_the_same_bytes() -> None:
    assert render(PAPER) == render(PAPER)
