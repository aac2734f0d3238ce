"""What was begun stays in its version until somebody asks; what is finished is corrected with a reason, beside itself."""

from collections.abc import Sequence
from typing import Any

from pyxform.xls2xform import convert

from app.models import fact, filled
from app.models.case import Risk
from app.models.casefile import CaseFile
from app.store import attachments, drafts, queries, shelf
from app.store.drafts import FormKey
from app.store.vault import Vault
from app.ui.forms.form_page import FormPage
from tests.ui.forms.keyboard import FORM, House, session

VILLAGE = ("text", "village", "Oba")
STREET = ("text", "street", "Köçe")
WATER = ("select_one water", "water", "Suw")
ROAD = ("select_one water", "road", "Ýol")


def form(
    version: str, *questions: Sequence[str], choices: Sequence[str] = ("well", "tap"), id_: str = "gys"
) -> bytes:
    """Return a form of the centre's own, compiled as its author compiles it."""
    rows = "".join(f"| | {kind} | {name} | {label} |\n" for kind, name, label in questions)
    offered = "".join(f"| | water | {code} | {code.title()} |\n" for code in choices)
    return compiled(
        f"| survey |\n| | type | name | label |\n{rows}"
        f"| choices |\n| | list_name | name | label |\n{offered}"
        f"| settings |\n| | form_id | version | form_title |\n| | {id_} | {version} | Gyş |\n"
    )


def compiled(source: str) -> bytes:
    """Return a form written as text, compiled."""
    xml: str = convert(source, file_type=".md", validate=False, form_name="data").xform
    return xml.encode()


def publish(house: House, xml: bytes, media: dict[str, bytes] | None = None) -> None:
    house.close()
    house.publish(xml, media)


def answer(page: FormPage, **answers: str) -> None:
    assert page.filling is not None
    for name, value in answers.items():
        page.filling.answer(page.filling.session.item(f"/data/{name}"), value)


def text(page: FormPage, name: str) -> str:
    assert page.filling is not None
    return page.filling.session.item(f"/data/{name}").text


def version(page: FormPage) -> str:
    assert page.filling is not None
    return page.filling.session.form.version


def begun(house: House, **answers: str) -> None:
    """Begin the form, keep what is answered, and lock."""
    page = house.page(form="gys")
    answer(page, **answers)
    page.flush()
    house.close()


def test_what_is_begun_goes_on_in_its_version_until_the_new_one_is_asked_for(house: House) -> None:
    publish(house, form("1", VILLAGE, WATER))
    begun(house, village="Ýokary oba", water="well")
    publish(house, form("2", VILLAGE, WATER, STREET))
    page = house.page(form="gys")
    assert (version(page), text(page, "village"), page.newer.isVisible()) == ("1", "Ýokary oba", True)
    assert "a newer version, 2" in page.newer.sentence.text()
    page.newer.button.click()
    house.qtbot.waitUntil(lambda: page.filling is not None and version(page) == "2")
    assert (text(page, "village"), text(page, "water"), page.newer.isVisible()) == (
        "Ýokary oba",
        "well",
        False,
    )
    page.flush()
    house.close()
    assert version(house.page(form="gys")) == "2"


def test_answers_without_a_place_are_named_before_they_are_left_out(house: House) -> None:
    publish(house, form("1", VILLAGE, STREET, WATER, ROAD))
    begun(house, village="Ýokary oba", street="Bag köçesi", water="well")
    publish(house, form("2", VILLAGE, WATER, ROAD, choices=("tap", "river")))
    page = house.page(form="gys")
    page.newer.button.click()
    house.qtbot.waitUntil(lambda: "no place" in page.newer.sentence.text())
    assert page.newer.sentence.text().endswith("answers: Köçe; Suw")
    assert (version(page), text(page, "street")) == ("1", "Bag köçesi")
    page.flush()
    house.close()

    page = house.page(form="gys")  # nobody agreed: nothing has changed
    assert (version(page), text(page, "street"), text(page, "water")) == ("1", "Bag köçesi", "well")
    page.newer.button.click()
    house.qtbot.waitUntil(lambda: "no place" in page.newer.sentence.text())
    page.newer.button.click()
    house.qtbot.waitUntil(lambda: page.filling is not None and version(page) == "2")
    assert (text(page, "village"), text(page, "water")) == ("Ýokary oba", "")


def test_a_choice_that_is_not_offered_now_comes_back_out_of_a_draft(house: House) -> None:
    rows = b"name,label,of\nahal_1,Bir,ahal\nmary_1,Iki,mary\n"
    cascade = compiled(
        "| survey |\n| | type | name | label | choice_filter |\n"
        "| | select_one area | area | Welaýat | |\n| | select_one_from_file towns.csv | town | Şäher | of=${area} |\n"
        "| choices |\n| | list_name | name | label |\n| | area | ahal | Ahal |\n| | area | mary | Mary |\n"
        "| settings |\n| | form_id | version |\n| | gys | 1 |\n"
    )
    publish(house, cascade, {"towns.csv": rows})
    page = house.page(form="gys")
    answer(page, area="ahal", town="ahal_1")
    answer(page, area="mary")
    assert text(page, "town") == ""
    page.flush()
    house.close()
    page = house.page(form="gys")
    assert text(page, "town") == ""
    answer(page, area="ahal")
    assert text(page, "town") == "ahal_1"


def test_the_definition_of_what_is_begun_is_kept_with_the_draft(house: House) -> None:
    page = house.page()
    assert page.filling is not None
    sha256 = page.filling.session.form.sha256
    page.touched()
    page.flush()
    kept = house.ask(
        house.backgrounds[-1], lambda vault: attachments.find(vault, bytes.fromhex(sha256)) is not None
    )
    assert kept is True


# -- corrections -----------------------------------------------------------------------------------------------


def file_of(house: House) -> CaseFile:
    opened = house.ask(house.open(), lambda vault: queries.open_case(vault, house.stream))
    house.close()
    assert isinstance(opened, queries.OpenCase)
    return opened.file


def fill(house: House, corrects: str = "", why: str = "", **answers: str) -> None:
    """Fill the form of the centre and finish it."""
    page = house.page(form="gys", corrects=corrects)
    answer(page, **answers)
    with house.qtbot.waitSignal(page.finished):
        page.finish()
        if corrects:
            page.why.line.setText(why)
            page.why.give()
    house.close()


def test_a_finished_form_is_corrected_with_a_reason_and_both_stay(house: House) -> None:
    publish(house, form("1", VILLAGE, STREET))
    fill(house, village="Ýokary oba", street="Bag köçesi")
    (first,) = file_of(house).filled
    publish(house, form("2", VILLAGE, WATER))

    page = house.page(form="gys", corrects=first.hash.hex())
    assert (version(page), text(page, "village"), page.newer.isVisible()) == ("1", "Ýokary oba", False)
    assert page.about().startswith("Correction: Gyş")
    answer(page, village="Aşaky oba")
    page.finish()
    assert page.why.isVisible()
    page.why.give()
    assert page.why.rows["why"].has_error()
    page.why.line.setText("Oba ýalňyş ýazyldy")
    page.touched()
    page.flush()
    house.close()

    page = house.page(form="gys", corrects=first.hash.hex())  # the lock came in between
    assert (text(page, "village"), page.why.reason) == ("Aşaky oba", "Oba ýalňyş ýazyldy")
    page.finish()
    with house.qtbot.waitSignal(page.finished):
        page.why.give()
    house.close()
    found = file_of(house).filled
    assert [(one.answers["village"], one.why) for one in found] == [
        ("Ýokary oba", ""),
        ("Aşaky oba", "Oba ýalňyş ýazyldy"),
    ]
    assert (found[1].before, found[1].on) == (first.hash, first.on)
    assert filled.in_force(found) == [found[1]]
    key = str(FormKey(stream=house.stream, form="gys", corrects=first.hash.hex()))
    assert house.ask(house.open(), lambda vault: [drafts.get(vault, key)]) == [None]


def assessed(house: House, urgency: str, on: str) -> None:
    """Put a finished assessment into the case."""

    def job(vault: Vault) -> object:
        submit = fact.assessment(
            form=FORM,
            version="1",
            sha256=shelf.in_use(vault)[0].sha256,
            on=on,
            by="s1",
            urgency=urgency,
            need="needs_services",
            reasons=[],
            answers={"urgency": urgency},
        )
        return vault.commit(house.stream, [submit])

    house.ask(house.open(), job)
    house.close()


def test_correcting_an_earlier_assessment_does_not_change_how_the_case_stands(house: House) -> None:
    assessed(house, "low", "2026-11-01")
    assessed(house, "high", "2026-11-10")
    early, late = file_of(house).filled
    seen: dict[str, Any] = {}
    for one in (early, late):
        page = house.page(corrects=one.hash.hex())
        assert page.opened is not None
        seen[one.on] = page.opened.latest
        assert page.opened.session.world.now().date().isoformat() == one.on
        house.close()
    assert seen == {"2026-11-01": False, "2026-11-10": True}
    assert file_of(house).case.risk is not Risk.LOW


def test_a_form_that_is_not_in_the_case_cannot_be_corrected(house: House) -> None:
    page = FormPage(house.open(), session())
    house.pages.append(page)
    page.show()
    page.open(house.stream, FORM, "ab" * 32)
    house.qtbot.waitUntil(page.trouble.isVisible)
    assert "not in the case" in page.trouble.sentence.text()


def test_what_a_form_learns_of_the_client_is_saved_in_the_household(house: House) -> None:
    xml = compiled(
        "| survey |\n| | type | name | label | calculation | save_to |\n"
        "| | csv-external | case | | | |\n"
        "| | calculate | who | | instance('case')/root/item/client | |\n"
        "| | text | phone | Telefon | | phone |\n"
        "| entities |\n| | list_name | entity_id |\n| | person | ${who} |\n"
        "| settings |\n| | form_id | version |\n| | gys | 1 |\n"
    )
    publish(house, xml)
    fill(house, phone="+993 65 12-34-56")
    client = file_of(house).client
    assert client is not None
    assert client.phone == "+993 65 12-34-56"
