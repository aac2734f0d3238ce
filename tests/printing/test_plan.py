"""The printed support plan."""

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.i18n import words as speaker
from app.printing import plan_sheet
from app.printing.look import NORMAL
from app.printing.phrase import PaperLanguage, Voice
from app.printing.plan import Appointment, Contact, Goal, Step, SupportPlanPaper, render
from app.printing.sheet import Ink, Page, Sheet

Paper = Callable[..., SupportPlanPaper]
Ask = Callable[..., str]
Words = Callable[[bytes], str]

LETTERS = st.sampled_from(
    "aäbçdefghijžklmnňoöprsştuüwyýzAÄBÇŇŞÝŽабвгдеёжзийклмнопрстуфхцчшщъыьэюяАБЁЖЩЫЯ0123456789.,:;!?()-"
)
SENTENCES = st.lists(st.text(LETTERS, min_size=1, max_size=60), min_size=1, max_size=30).map(" ".join)


def laid_out(paper: SupportPlanPaper) -> Sheet:
    return plan_sheet.laid_out(paper, Voice(language=paper.language))


@pytest.mark.parametrize("language", [PaperLanguage.TK, PaperLanguage.RU, PaperLanguage.EN])
def test_the_plan_gives_its_text_back_in_the_paper_s_language(
    plan_paper: Paper, words: Words, language: PaperLanguage
) -> None:
    text, said = words(render(plan_paper(language=language))), speaker(language)
    for sentence in ("Support plan", "Who does what by when", "Your rights", "Thumb print"):
        assert said.tr(sentence) in text
    assert " ".join(said.date(date(2026, 4, 20)).split()) in text
    assert "Aşhana we howla kömeksiz çykýaryn" in text
    assert "«Özüm çaý goýup bilsem, ýene-de öz öýümiň bikesi bolaryn.»" in text


def test_a_service_of_the_catalogue_speaks_the_language_of_the_paper(plan_paper: Paper, words: Words) -> None:
    turkmen, russian, both = (
        words(render(plan_paper(language=one)))
        for one in (PaperLanguage.TK, PaperLanguage.RU, PaperLanguage.BOTH)
    )
    assert "Şahsy kömekçi" in turkmen
    assert "Персональный помощник" not in turkmen
    assert "Персональный помощник" in russian
    assert "Şahsy kömekçi" not in russian
    assert "☐ Şahsy kömekçi Персональный помощник" in both


def test_a_plan_in_both_languages_says_every_date_twice(plan_paper: Paper, words: Words) -> None:
    text = words(render(plan_paper(language=PaperLanguage.BOTH)))
    assert "21 aprel 2026, 10:30 21 апреля 2026 г., 10:30" in text


@settings(max_examples=30, deadline=None)
@given(said=SENTENCES, name=SENTENCES)
def test_any_text_of_the_alphabets_comes_back(plan_paper: Paper, words: Words, said: str, name: str) -> None:
    paper = plan_paper(client_words=said, goals=(Goal(goal=name, indicator=said),))
    text = words(render(paper)).replace(" ", "")
    foot = "MR-24-0117-K" + speaker("tk").tr("Page {page} of {pages}", page=1, pages=2).replace(" ", "")
    text = text.replace(foot, "")
    assert f"«{said}»".replace(" ", "") in text
    assert name.replace(" ", "") in text


def test_only_our_own_letters_are_used_and_they_travel_in_the_file(plan_paper: Paper, ask: Ask) -> None:
    fonts = ask(render(plan_paper(language=PaperLanguage.BOTH)), "pdffonts").splitlines()[2:]
    assert len(fonts) == 2
    for font in fonts:
        assert "SourceSansPro" in font
        assert font.split()[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, with a table back to Unicode"


def test_nothing_about_the_client_stands_in_the_file_s_description(plan_paper: Paper, ask: Ask) -> None:
    told = ask(render(plan_paper()), "pdfinfo")
    assert "Title:           Goldaw\n" in told
    assert "Ogulgerek" not in told
    assert "MR-24" not in told
    assert "Page size:       595.28 x 841.89 pts (A4)" in told


def test_the_same_plan_gives_the_same_bytes(plan_paper: Paper) -> None:
    assert render(plan_paper()) == render(plan_paper())


def test_a_plan_has_no_place_for_a_risk_level_or_a_story() -> None:
    names = {field.name for field in dataclasses.fields(SupportPlanPaper)}
    assert not [
        name for name in names if "risk" in name or "urgen" in name or "story" in name or "note" in name
    ]


def test_the_slip_names_no_client(plan_paper: Paper, words: Words) -> None:
    text = words(render(plan_paper()))
    slip = text[text.rindex(speaker("tk").tr("Tear off here and keep")) :]
    assert "Ogulgerek" not in slip
    assert "Aýgözel Tanalowa · +993 65 00-00-00" in slip
    assert "MR-24-0117-K" in slip


def test_everything_but_the_foot_and_the_tear_line_is_at_least_fourteen_points(plan_paper: Paper) -> None:
    sheet = laid_out(plan_paper(language=PaperLanguage.BOTH))
    inks = [mark for page in sheet.pages for mark in page.marks if isinstance(mark, Ink)]
    small = {"".join(ink.text for ink in inks if ink.hand.size < 14)}
    tear = {" · ".join(dict.fromkeys(speaker(code).tr("Tear off here and keep") for code in ("tk", "ru")))}
    assert small == tear
    assert NORMAL.body == 14


def test_large_print_is_larger(plan_paper: Paper) -> None:
    sheet = laid_out(plan_paper(large_print=True))
    sizes = [mark.hand.size for page in sheet.pages for mark in page.marks if isinstance(mark, Ink)]
    assert sorted(set(sizes))[1] == 18


@pytest.mark.parametrize("language", list(PaperLanguage))
@pytest.mark.parametrize("large", [False, True])
def test_nothing_lies_on_anything_else(
    plan_paper: Paper,
    nothing_collides: Callable[[Sheet], None],
    language: PaperLanguage,
    large: bool,
) -> None:
    nothing_collides(laid_out(plan_paper(language=language, large_print=large)))


@settings(max_examples=30, deadline=None)
@given(
    goals=st.lists(st.tuples(SENTENCES, SENTENCES), max_size=6),
    steps=st.lists(st.tuples(SENTENCES, SENTENCES, st.none() | st.dates(date(2020, 1, 1))), max_size=6),
    said=st.just("") | SENTENCES,
    language=st.sampled_from(PaperLanguage),
    large=st.booleans(),
)
def test_no_content_makes_words_collide(
    plan_paper: Paper,
    nothing_collides: Callable[[Sheet], None],
    goals: list[tuple[str, str]],
    steps: list[tuple[str, str, date | None]],
    said: str,
    language: PaperLanguage,
    large: bool,
) -> None:
    paper = plan_paper(
        goals=tuple(Goal(goal=goal, indicator=indicator) for goal, indicator in goals),
        services=tuple(Step(what=what, who=who, by=by) for what, who, by in steps),
        client_words=said,
        language=language,
        large_print=large,
    )
    nothing_collides(laid_out(paper))


def test_forty_goals_run_over_pages_and_none_is_lost(
    plan_paper: Paper, words: Words, nothing_collides: Callable[[Sheet], None]
) -> None:
    many = tuple(Goal(goal=f"Maksat-{n}.", indicator=f"Netije-{n}.") for n in range(1, 41))
    paper = plan_paper(goals=many)
    text = words(render(paper))
    for number in range(1, 41):
        assert f"{number}. Maksat-{number}." in text
        assert f"Netije-{number}." in text
    nothing_collides(laid_out(paper))


def test_a_plan_with_nothing_filled_in_still_has_rights_and_lines_to_sign(words: Words) -> None:
    bare = SupportPlanPaper(
        case_number="AB-1", client_name="", written_on=date(2026, 1, 2), worker=Contact(name="")
    )
    text, said = words(render(bare)), speaker("tk")
    for heading in ("Goals", "In your own words", "Who does what by when", "Telephone"):
        assert said.tr(heading) not in text
    for kept in ("Your rights", "Signatures", "Date and time", "Thumb print"):
        assert said.tr(kept) in text


def test_a_word_longer_than_the_page_is_divided(
    plan_paper: Paper, words: Words, nothing_collides: Callable[[Sheet], None]
) -> None:
    endless = "ýöremek" * 60
    paper = plan_paper(
        client_name=endless,
        services=(Step(what=endless, who=endless),),
        complaints=endless,
        client_words=endless,
    )
    assert words(render(paper)).replace(" ", "").count("ýöremek") >= 60 * 4
    nothing_collides(laid_out(paper))


def test_a_slip_with_endless_words_runs_on_without_touching_its_code(
    plan_paper: Paper, nothing_collides: Callable[[Sheet], None]
) -> None:
    endless = "Mollanepes köçesi " * 200
    visit = Appointment(day=date(2026, 4, 21), place=endless)
    nothing_collides(laid_out(plan_paper(next_visit=visit, worker=Contact(name=endless, phone=endless))))


def test_a_plan_without_a_number_has_no_code(plan_paper: Paper, ask: Ask) -> None:
    assert "Figure" not in ask(render(plan_paper(case_number="")), "pdfinfo", "-struct-text")


def test_a_row_taller_than_a_page_is_torn_and_complete(
    plan_paper: Paper, words: Words, nothing_collides: Callable[[Sheet], None]
) -> None:
    tale = " ".join(f"sapar-{n}." for n in range(1, 400))
    paper = plan_paper(services=(Step(what=tale, who="Jeren"), Step(what="Soňky ädim", who="Jeren")))
    text = words(render(paper))
    assert [n for n in range(1, 400) if f"sapar-{n}." not in text] == []
    assert text.index("sapar-399.") < text.index("Soňky ädim")
    nothing_collides(laid_out(paper))


def test_rows_stay_whole_and_the_head_of_the_table_stands_on_every_page(plan_paper: Paper) -> None:
    steps = tuple(Step(what=f"ilki-{n} " + "we dowamy " * 8 + f"soň-{n}", who="Jeren") for n in range(30))
    sheet = laid_out(plan_paper(services=steps))
    texts = [_told(page) for page in sheet.pages]
    for number in range(30):
        assert [f"ilki-{number} " in text for text in texts] == [f"soň-{number} " in text for text in texts]
    head = speaker("tk").tr("By when")
    assert all(head in text for text in texts if "ilki-" in text)


def _told(page: Page) -> str:
    return " ".join(" ".join(mark.text for mark in page.marks if isinstance(mark, Ink)).split()) + " "
