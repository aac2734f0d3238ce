"""The papers that make a laptop safe: the recovery sheet and the centre card."""

from collections.abc import Callable
from datetime import date

import pytest

from app.i18n import words as speaker
from app.printing import centre_card, recovery_sheet
from app.printing.phrase import PaperLanguage
from app.printing.qr import squares

Ask = Callable[..., str]
Words = Callable[[bytes], str]

GROUPS = ("7K3QM", "9XW2A", "PZ84R", "0BTHN", "5JC6D", "MW1VE", "G3S9K", "Y2X7F")
DIGITS = ("12345", "67890", "24680", "13579", "11223", "44556", "77889", "90011")


def recovery(language: PaperLanguage) -> recovery_sheet.RecoverySheetPaper:
    return recovery_sheet.RecoverySheetPaper(
        groups=GROUPS, keeper="Aýgözel Tanalowa", printed_on=date(2026, 4, 7), language=language
    )


def card(code: str = "goldaw card") -> centre_card.CentreCardPaper:
    return centre_card.CentreCardPaper(
        centre="Mary welaýat merkezi", fingerprint=DIGITS, code=code, printed_on=date(2026, 4, 7)
    )


@pytest.mark.parametrize("language", list(PaperLanguage))
def test_the_recovery_sheet_is_one_page_with_numbered_groups_in_order(
    ask: Ask, words: Words, language: PaperLanguage
) -> None:
    pdf = recovery_sheet.render(recovery(language))
    text = words(pdf)
    assert " ".join(f"{n}. {group}" for n, group in enumerate(GROUPS, start=1)) in text
    assert speaker(language.languages[0]).tr("Recovery sheet") in text
    assert "Pages:           1\n" in ask(pdf, "pdfinfo")


def test_a_recovery_code_never_shows_in_a_log() -> None:
    assert "7K3QM" not in repr(recovery(PaperLanguage.TK))


def test_the_centre_card_shows_the_digits_a_worker_compares(ask: Ask, words: Words) -> None:
    pdf = centre_card.render(card())
    text = words(pdf)
    assert "Mary welaýat merkezi" in text
    assert " ".join(f"{n}. {group}" for n, group in enumerate(DIGITS, start=1)) in text
    assert "Pages:           1\n" in ask(pdf, "pdfinfo")


def test_a_card_without_a_code_is_digits_alone(ask: Ask) -> None:
    assert "Figure" not in ask(centre_card.render(card(code="")), "pdfinfo", "-struct-text")
    assert "Figure" in ask(centre_card.render(card()), "pdfinfo", "-struct-text")


def test_a_long_card_still_fits_its_code() -> None:
    assert len(squares("a1B2" * 200)) > len(squares("short"))
    assert centre_card.render(card(code="a1B2" * 200)).startswith(b"%PDF-1.7")


def test_both_papers_give_the_same_bytes_again() -> None:
    assert recovery_sheet.render(recovery(PaperLanguage.RU)) == recovery_sheet.render(
        recovery(PaperLanguage.RU)
    )
    assert centre_card.render(card()) == centre_card.render(card())
