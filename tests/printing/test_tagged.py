"""What a screen reader hears."""

import ctypes
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.i18n import words as speaker
from app.printing.phrase import PaperLanguage
from app.printing.plan import Step, SupportPlanPaper, render

Paper = Callable[..., SupportPlanPaper]
Ask = Callable[..., str]
Told = Callable[[bytes], list[str]]

INK = re.compile(r"(?:^|\s)(?:Tj|TJ|f\*?|S|s|B\*?|b\*?|Do)(?:\s|$)")


def streams(pdf: bytes) -> Iterator[list[str]]:
    """Yield the operators of every page, line by line."""
    for packed in re.findall(rb"\nstream\r?\n(.*?)endstream", pdf, re.DOTALL):
        content = zlib.decompressobj().decompress(packed)
        if b" BDC" in content:
            yield content.decode("latin-1").splitlines()


def elements(pdf: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield role, language and alternative text of every structure element, page by page, as PDFium reads them."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                yield from _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index))
            pdfium.FPDF_StructTree_Close(tree)
            page.close()


def _below(element: object) -> Iterator[tuple[str, str, str]]:
    asked = (pdfium.FPDF_StructElement_GetType, pdfium.FPDF_StructElement_GetLang)
    role, language, alternative = (
        _string(ask, element) for ask in (*asked, pdfium.FPDF_StructElement_GetAltText)
    )
    yield role, language, alternative
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _below(child)


def _string(ask: Callable[..., int], element: object) -> str:
    length = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def test_the_file_says_that_it_is_tagged(plan_paper: Paper, ask: Ask) -> None:
    assert re.search(r"Tagged:\s+yes", ask(render(plan_paper()), "pdfinfo"))


def test_the_plan_is_read_in_the_order_a_person_reads_it(plan_paper: Paper, told: Told) -> None:
    heard, said = told(render(plan_paper())), speaker("tk").tr
    order = [
        said("Support plan"),
        "Ogulgerek Sähetliýewa",
        said("In your own words"),
        "«Özüm çaý goýup bilsem, ýene-de öz öýümiň bikesi bolaryn.»",
        said("Goals"),
        "Öýüň içinde özüm ýöräp bilmek",
        "Ýene-de goňşulara çaýa barmak",
        said("Who does what by when"),
        said("What"),
        said("Who"),
        said("By when"),
        "☐ Koltuk taýagy getirmek",
        "Gyzyl Ýarymaý jemgyýeti",
        "20 aprel 2026",
        said("Your rights"),
        said("Thumb print"),
        said("Your next visit"),
        "Siziň öýüňizde",
    ]
    places = [next(i for i, text in enumerate(heard) if text.strip() == wanted) for wanted in order]
    assert places == sorted(places)


def test_every_word_of_the_page_is_heard_once_and_the_foot_is_passed_over(
    plan_paper: Paper, told: Told, words: Callable[[bytes], str]
) -> None:
    steps = tuple(Step(what=f"Ädim-{n}", who="Jeren Myradowa") for n in range(30))
    pdf = render(plan_paper(language=PaperLanguage.BOTH, services=steps))
    heard = " ".join(told(pdf)).split()
    shown = words(pdf).split()
    assert [f"Ädim-{n}" for n in range(30)] == [word for word in heard if word.startswith("Ädim-")]
    assert heard.count("MR-24-0117-K") == 2
    assert shown.count("MR-24-0117-K") > 2
    assert set(heard) <= set(shown)


def test_headings_lists_and_tables_are_told_by_their_roles(plan_paper: Paper, ask: Ask) -> None:
    tree = ask(render(plan_paper()), "pdfinfo", "-struct-text")
    assert len(re.findall(r"^\s+H1 ", tree, re.MULTILINE)) == 1
    assert len(re.findall(r"^\s+H2 ", tree, re.MULTILINE)) == 7
    assert len(re.findall(r"^\s+TH:\n\s+/Scope /Column", tree, re.MULTILINE)) == 3
    assert len(re.findall(r"^\s+TD", tree, re.MULTILINE)) == 6
    assert len(re.findall(r"^\s+LI ", tree, re.MULTILINE)) == 2


def test_the_code_has_words_instead(plan_paper: Paper) -> None:
    figures = [alternative for role, _, alternative in elements(render(plan_paper())) if role == "Figure"]
    said = speaker("tk").tr("Code of case number {number}", number="MR-24-0117-K")
    assert figures
    assert set(figures) == {said}


def test_a_text_in_two_languages_names_the_language_of_each_part(plan_paper: Paper) -> None:
    pdf = render(plan_paper(language=PaperLanguage.BOTH))
    languages = [language for role, language, _ in elements(pdf) if role == "Span" and language]
    assert "ru" in languages
    assert set(languages) <= {"ru", "tk"}
    assert ("Document", "tk", "") in set(elements(pdf))


@pytest.mark.parametrize("language", ["tk", "ru"])
def test_the_file_names_its_language(plan_paper: Paper, language: str) -> None:
    spoken = f"/Lang <FEFF{language.encode('utf-16-be').hex().upper()}>".encode()
    assert spoken in render(plan_paper(language=PaperLanguage(language)))


def test_all_ink_is_either_content_or_decoration(plan_paper: Paper) -> None:
    pdf = render(plan_paper(language=PaperLanguage.BOTH))
    pages = list(streams(pdf))
    assert len(pages) >= 2
    for operators in pages:
        open_marks = 0
        for operator in operators:
            assert open_marks or not INK.search(operator), operator
            open_marks += operator.endswith((" BDC", " BMC"))
            open_marks -= operator == "EMC"
            assert open_marks in {0, 1}
        assert open_marks == 0


def test_numbers_on_a_page_lead_back_to_their_elements(plan_paper: Paper) -> None:
    pdf = render(plan_paper())
    objects = dict(re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL))
    (tree,) = [body for body in objects.values() if body.startswith(b"<</Nums")]
    lists = re.findall(rb"(\d+) (\d+) 0 R", tree)
    pages = list(streams(pdf))
    assert len(lists) == len(pages)
    for (_, owners), operators in zip(lists, pages, strict=True):
        numbers = [int(n) for line in operators for n in re.findall(r"/MCID (\d+)>> BDC", line)]
        references = re.findall(rb"(\d+) 0 R", objects[owners])
        assert numbers == list(range(len(references)))
        for number, reference in zip(numbers, references, strict=True):
            assert f"/MCID {number}>>".encode() in objects[reference]
