"""A form that the centre signs reaches its laptops with a bundle; the definition of a filled form reaches who lacks it."""

from app.forms.package import pack
from app.models import filled
from app.models.edit import Json, Submit
from app.store import attachments, projection, shelf
from app.store.shelved import Shelved, Standing, sha256_of
from app.store.vault import Vault
from app.sync import exchange
from app.sync.signers import form_signers
from tests.store.test_shelf import DAY, form_xml
from tests.sync.test_files import Office, enrolled, office

__all__ = ["office"]


def publish(vault: Vault, xml: bytes) -> Shelved:
    return shelf.publish(vault, pack(xml, {}, vault.sign), trusted=form_signers(vault), on=DAY)


def in_use(vault: Vault) -> dict[str, str]:
    return {one.form_id: one.version for one in shelf.in_use(vault)}


def test_a_published_form_is_in_use_on_the_laptop_after_one_bundle(office: Office) -> None:
    office.up("one")
    publish(office.centre, form_xml("1"))
    taken = office.down("two")
    assert ([one.version for one in taken.forms], taken.forms_refused) == (["1"], ())
    assert in_use(office.worker)["winter"] == "1"
    (shelved,) = shelf.published(office.worker)
    assert shelf.definition(office.worker, shelved.sha256).form().title == "Gyş 1"
    publish(office.centre, form_xml("2", more="<wood/>"))
    office.down("three")
    assert in_use(office.worker)["winter"] == "2"
    assert shelf.definition(office.worker, shelved.sha256).form().version == "1"


def test_a_form_that_changes_a_type_is_refused_where_it_arrives_and_named(office: Office) -> None:
    office.up("one")
    publish(office.centre, form_xml("1", "int"))
    office.down("two")
    # a second computer of the centre that never saw the first version publishes another one
    key, _ = office.centre.connection.execute(
        "SELECT key, value FROM meta WHERE key LIKE 'form:%'"
    ).fetchone()
    office.centre.set_meta(key, f"{Standing.REFUSED} damaged")
    publish(office.centre, form_xml("2", "date"))
    taken = office.down("three")
    assert [(one.version, one.reason) for one in taken.forms_refused] == [("2", "types")]
    assert taken.forms == ()
    assert in_use(office.worker)["winter"] == "1"


def test_a_definition_that_one_side_lacks_is_asked_for_and_comes(office: Office) -> None:
    xml = form_xml("7", form_id="old_winter")
    stored = attachments.put(office.worker, xml, "application/xml")
    sha256 = sha256_of(xml)
    body: dict[str, Json] = {
        "form": "old_winter",
        "version": "7",
        "sha256": sha256,
        "on": DAY,
        "by": "w",
        "answers": {"warm": "hawa"},
    }
    office.worker.commit(office.made.stream, [Submit(kind=filled.OWN, body=body)])
    first = office.up("one")
    assert first.files == 0, "a definition does not travel with every case"
    assert not attachments.has(office.centre, stored.hash)
    office.down("two")
    assert office.up("three").files == 1
    (form,) = projection.finished_forms(office.centre.state(office.made.stream))
    assert shelf.definition(office.centre, form.sha256).form().version == "7"


def test_nobody_asks_for_a_form_that_came_with_the_program(office: Office) -> None:
    came = shelf.newest(office.worker, "initial_assessment")
    assert came is not None
    body: dict[str, Json] = {
        "form": came.form_id,
        "version": came.version,
        "sha256": came.sha256,
        "on": DAY,
        "by": "w",
        "answers": {},
    }
    office.worker.commit(office.made.stream, [Submit(kind="assessment", body=body)])
    shelf.keep(office.worker, came.sha256)
    office.up("one")
    office.down("two")
    assert exchange.export(office.worker, office.path("three")).files == 0


def test_another_laptop_gets_the_form_too_and_a_stranger_signs_nothing(office: Office) -> None:
    publish(office.centre, form_xml("1"))
    other = enrolled(office.stick.parent, "other", office.centre)
    try:
        office.down("one", to=other)
        assert in_use(other)["winter"] == "1"
        assert [one.standing for one in shelf.published(other)] == [Standing.ACCEPTED]
    finally:
        other.close()
