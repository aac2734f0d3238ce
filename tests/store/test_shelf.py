"""The forms of a vault: published ones follow each other only when old answers still fit, and none is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.forms.errors import FormError
from app.forms.package import PackageRefused, pack
from app.models import kinds
from app.models.edit import Put
from app.models.form import PublishedForm
from app.store import attachments, references, shelf, sweeping
from app.store.header import Role
from app.store.shelf import FormNotHere, TypesRefused, VersionRefused
from app.store.shelved import Shelved, Standing
from app.store.vault import Vault
from tests import factory
from tests.store.test_vault import disk_failing, disk_full, sweep

STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DAY = "2026-11-22"


def form_xml(version: str, kind: str = "string", form_id: str = "winter", more: str = "") -> bytes:
    """Return a small form that asks one thing."""
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
        f'<h:title>Gyş {version}</h:title><model><instance><data id="{form_id}" version="{version}"><warm/>{more}</data>'
        f'</instance><bind nodeset="/data/warm" type="{kind}"/></model></h:head><h:body><input ref="/data/warm">'
        "<label>Öýüňiz ýylymy?</label></input></h:body></h:html>"
    ).encode()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Vault]:
    """Give a centre's open vault."""
    vault = factory.a_vault(tmp_path / "centre", role=Role.CENTRE)
    yield vault
    vault.close()


def keys(vault: Vault) -> dict[str, bytes]:
    return {"centre": vault.device.verify_key}


def publish(vault: Vault, xml: bytes) -> Shelved:
    return shelf.publish(vault, pack(xml, {}, vault.sign), trusted=keys(vault), on=DAY)


def versions(vault: Vault) -> dict[str, str]:
    return {one.form_id: one.version for one in shelf.in_use(vault)}


def test_a_vault_has_the_forms_that_came_with_the_program(centre: Vault) -> None:
    forms = {one.form_id: one for one in shelf.in_use(centre)}
    assert forms["initial_assessment"].standing is Standing.CAME
    assert forms["initial_assessment"].title.startswith("Başlangyç baha")
    definition = shelf.definition(centre, forms["initial_assessment"].sha256)
    assert definition.form().form_id == "initial_assessment"


def test_a_published_form_is_in_use_and_its_newer_version_takes_its_place(centre: Vault) -> None:
    first = publish(centre, form_xml("1"))
    assert versions(centre)["winter"] == "1"
    second = publish(centre, form_xml("2", more="<wood/>"))
    assert versions(centre)["winter"] == "2"
    assert [one.version for one in shelf.published(centre)] == ["1", "2"]
    for one in (first, second):
        assert shelf.definition(centre, one.sha256).form().version == one.version


def test_a_national_form_gives_way_to_a_newer_version_of_the_centre(centre: Vault) -> None:
    newest = shelf.newest(centre, "client_feedback") or shelf.newest(centre, "initial_assessment")
    assert newest is not None
    older = shelf.definition(centre, newest.sha256).xml.replace(newest.version.encode(), b"2031010101")
    publish(centre, older)
    assert versions(centre)[newest.form_id] == "2031010101"


def test_a_type_may_only_become_text(centre: Vault) -> None:
    publish(centre, form_xml("1", "int"))
    with pytest.raises(TypesRefused, match="/data/warm"):
        publish(centre, form_xml("2", "date"))
    assert versions(centre)["winter"] == "1"
    publish(centre, form_xml("3", "string"))
    assert versions(centre)["winter"] == "3"


@pytest.mark.parametrize("version", ["2", "1"])
def test_a_version_is_not_used_twice_nor_taken_back(centre: Vault, version: str) -> None:
    publish(centre, form_xml("2"))
    with pytest.raises(VersionRefused):
        publish(centre, form_xml(version, more="<other/>"))
    assert len(shelf.published(centre)) == 1


def test_what_is_unsigned_or_no_form_is_not_published(centre: Vault) -> None:
    with pytest.raises(PackageRefused):
        shelf.publish(centre, pack(form_xml("1"), {}, STRANGER.sign), trusted=keys(centre), on=DAY)
    with pytest.raises(FormError):
        pack(b"<no-form/>", {}, centre.sign)
    assert shelf.published(centre) == []


def arrived(vault: Vault, package: bytes, **fields: str) -> None:
    """Let a record of a published form and its package be here, as they come in a bundle."""
    stored = attachments.put(vault, package, shelf.PACKAGE)
    known = {"form": "winter", "version": "1", "package": stored.hash, "published": DAY, "by": "s", **fields}
    record = factory.identifier(("form", package))
    vault.commit(
        kinds.DIRECTORY,
        [Put(record=record, kind=PublishedForm.KIND, field=name, value=text) for name, text in known.items()],
    )


def sha_of(xml: bytes) -> str:
    return sha256(xml).hexdigest()


@pytest.mark.parametrize(
    ("make", "fields", "reason"),
    [
        (lambda xml, sign: pack(xml, {}, sign), {}, ""),
        (lambda xml, _sign: pack(xml, {}, STRANGER.sign), {}, "untrusted"),
        (lambda xml, sign: pack(xml, {}, sign)[:-40], {}, "damaged"),
        (lambda xml, sign: pack(xml, {}, sign), {"version": "9"}, "unlike"),
    ],
)
def test_a_package_that_arrives_is_looked_at_once(
    centre: Vault, make: Callable[..., bytes], fields: dict[str, str], reason: str
) -> None:
    xml = form_xml("1")
    arrived(centre, make(xml, centre.sign), sha256=sha_of(xml), **fields)
    assert [one.standing for one in shelf.published(centre)] == [Standing.WAITING]
    assert [one.reason for one in shelf.examine(centre, keys(centre))] == [reason]
    assert ("winter" in versions(centre)) is (reason == "")
    # what was decided stands, whoever is trusted later
    assert shelf.examine(centre, {}) == []
    assert ("winter" in versions(centre)) is (reason == "")


def test_a_package_with_another_type_is_refused_where_it_arrives(centre: Vault) -> None:
    publish(centre, form_xml("1", "int"))
    xml = form_xml("2", "date")
    arrived(centre, pack(xml, {}, centre.sign), sha256=sha_of(xml), version="2")
    assert [one.reason for one in shelf.examine(centre, keys(centre))] == ["types"]
    assert versions(centre)["winter"] == "1"


def test_a_package_that_has_not_arrived_waits(centre: Vault) -> None:
    record = factory.identifier("waiting")
    fields = {"form": "winter", "version": "1", "package": "ab" * 32, "sha256": "cd" * 32}
    centre.commit(
        kinds.DIRECTORY,
        [
            Put(record=record, kind=PublishedForm.KIND, field=name, value=text)
            for name, text in fields.items()
        ],
    )
    assert shelf.examine(centre, keys(centre)) == []
    assert [one.standing for one in shelf.published(centre)] == [Standing.WAITING]
    with pytest.raises(FormNotHere):
        shelf.definition(centre, "cd" * 32)


def test_a_form_that_was_filled_is_kept_with_the_case_for_ever(tmp_path: Path) -> None:
    clock = factory.Clock()
    vault = factory.a_vault(tmp_path / "worker", clock=clock)
    came = shelf.newest(vault, "initial_assessment")
    assert came is not None
    shelf.keep(vault, came.sha256)
    shelf.keep(vault, came.sha256)
    made = factory.a_case(vault)
    vault.commit(made.stream, [factory.assessment(by=vault.owner.staff, sha256=came.sha256)])
    clock.now_ms += 3 * sweeping.GRACE_MS
    assert sweeping.sweep(vault) == 0
    assert attachments.find(vault, bytes.fromhex(came.sha256)) is not None
    assert references.type_of(vault.connection, bytes.fromhex(came.sha256)) == references.DEFINITION
    vault.close()


@pytest.mark.parametrize("harm", [disk_full, disk_failing])
def test_a_disk_that_refuses_leaves_no_half_published_form(
    centre: Vault, harm: Callable[[], Exception]
) -> None:
    raised = sweep(centre, lambda: publish(centre, form_xml("1")), harm)
    assert len(raised) > 5
    assert versions(centre)["winter"] == "1"
