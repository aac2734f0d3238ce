"""Photographs, drawings and files as answers: made new, kept in the vault alone, shown, replaced, removed, attached."""

import json
import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.models.case import Case
from app.store import attached, attachments, drafts
from app.store.drafts import FormKey
from app.store.vault import Vault
from app.ui.background import Background
from app.ui.forms import decoding, documents
from app.ui.forms.any_file import FileEntry
from app.ui.forms.form_page import FormPage
from app.ui.forms.photo import PhotoEntry
from app.ui.forms.question import Question
from app.ui.forms.sketch import SketchEntry
from app.ui.forms.upload import UploadEntry
from tests.ui.forms import national
from tests.ui.forms.keyboard import House, press

FILES = next(at for at, page in enumerate(national.PAGES) if page.name == "fayl")
SECRET = b"38.9501N 58.3802E Aman's telephone"


@pytest.fixture
def page(house: House) -> FormPage:
    """The page of files of the invented form, open on a real vault."""
    house.publish(national.xml(), national.media())
    return turned(house, house.page(form=national.ID))


def turned(house: House, page: FormPage) -> FormPage:
    page.go(FILES)
    assert page.view is not None
    page.view.complete()
    QApplication.processEvents()
    assert house.backgrounds
    return page


def entry(page: FormPage, name: str) -> UploadEntry:
    assert page.view is not None
    parts = [one for one in page.view.body.shown() if isinstance(one, Question)]
    editor = next(one.editor for one in parts if one.item.name == name)
    assert isinstance(editor, UploadEntry)
    return editor


def answer(page: FormPage, name: str) -> str:
    assert page.filling is not None
    return next(one.text for one in page.filling.session.root.all_inside if one.name == name)


def choose(
    monkeypatch: pytest.MonkeyPatch, house: House, page: FormPage, name: str, file: Path
) -> UploadEntry:
    """Choose a file in the dialog by keyboard, and wait until it is kept or refused."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(file), ""))
    asks = entry(page, name)
    asks.choose.setFocus()
    press(Qt.Key.Key_Space)
    house.qtbot.waitUntil(lambda: asks.choose.isEnabled())
    QApplication.processEvents()
    return asks


def kept(house: House, name: str) -> bytes:
    digest = documents.hash_of(name)
    body = house.ask(house.backgrounds[-1], lambda vault: attachments.get(vault, digest))
    assert isinstance(body, bytes)
    return body


def telling_photo(wide: int = 1200, high: int = 900) -> bytes:
    """A photograph that lies on its side and says where it was taken."""
    plain = national.picture(wide, high, "#2c7fb8", "JPG")
    orientation = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0" + b"MM\0*" + struct.pack(">IH", 8, 1) + orientation + bytes(4) + SECRET
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]


def enormous_png() -> bytes:
    """The beginning of a picture of 48 million pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 8000, 6000, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(100))
    chunks = (
        struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in (header, data)
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


# -- photographs -------------------------------------------------------------------------------------------------


def test_a_photograph_is_kept_upright_and_small_and_tells_nothing_of_its_place(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    photo = tmp_path / "Gülşat Ataýewanyň öýi.jpg"
    photo.write_bytes(telling_photo())
    asks = choose(monkeypatch, house, page, "surat", photo)
    name = answer(page, "surat")
    body = kept(house, name)
    assert name == f"{documents.hash_of(name)}.jpg"
    assert SECRET not in body
    assert b"Exif" not in body
    image = QImage.fromData(body)
    assert (image.width(), image.height()) == (600, 800), "upright, and no longer than the form wants"
    assert isinstance(asks, PhotoEntry)
    house.qtbot.waitUntil(asks.shown.isVisible)
    assert asks.shown.accessibleName() == "Öýüň suraty"
    assert not list(aside.iterdir()), "nothing was put aside in clear"


def test_neither_the_photograph_nor_its_name_lies_on_the_disk_in_clear(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    photo = tmp_path / "Gulsat.jpg"
    photo.write_bytes(telling_photo())
    choose(monkeypatch, house, page, "surat", photo)
    body = kept(house, answer(page, "surat"))
    page.flush()
    house.close()
    found = [file for file in (tmp_path / "vault").rglob("*") if file.is_file()]
    assert any("attachments" in file.name for file in found)
    for file in found:
        data = file.read_bytes()
        assert body[:64] not in data
        assert b"Gulsat" not in data
    again = house.open()
    draft = house.ask(
        again, lambda vault: drafts.get(vault, str(FormKey(stream=house.stream, form=national.ID)))
    )
    assert isinstance(draft, drafts.Draft)
    assert b"Gulsat" not in draft.body


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("surat", b"no picture at all", "no picture"),
        ("surat", enormous_png(), "40 million"),
        ("surat", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "no picture"),
        ("resminama", bytes(documents.MOST_FILE + 1), "larger than 10"),
        ("resminama", b"", "empty"),
        ("sesi", b"%PDF-1.4 a paper", "another kind"),
    ],
    ids=["words", "pixels", "drawing", "bytes", "nothing", "kind"],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence_and_the_answer_stays(
    page: FormPage,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    content: bytes,
    said: str,
) -> None:
    assert page.filling is not None
    file = tmp_path / "chosen.png"
    file.write_bytes(content)
    page.filling.session.language = page.filling.languages[0]
    asks = choose(monkeypatch, house, page, name, file)
    assert answer(page, name) == ""
    assert asks.error.isVisible()
    assert asks._error is not None
    assert said in str(asks._error)


def test_a_stick_that_is_gone_is_told(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asks = choose(monkeypatch, house, page, "surat", tmp_path / "gone.jpg")
    assert "cannot be read" in str(asks._error)


def test_a_vault_that_cannot_keep_a_file_says_so_and_the_old_answer_stays(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(national.picture(40, 30, "#123456"))
    choose(monkeypatch, house, page, "surat", photo)
    before = answer(page, "surat")

    def break_(vault: Vault) -> bool:
        assert vault.files is not None
        vault.files.execute("PRAGMA query_only = ON")
        return True

    house.ask(house.backgrounds[-1], break_)
    photo.write_bytes(national.picture(50, 30, "#654321"))
    asks = choose(monkeypatch, house, page, "surat", photo)
    assert asks.error.isVisible()
    assert answer(page, "surat") == before


def test_a_photograph_is_replaced_and_removed_with_a_way_back(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert page.filling is not None
    undoes: list[Callable[[], None]] = []
    page.filling.removed.connect(undoes.append)
    photo = tmp_path / "a.png"
    names = []
    for colour in ("#111111", "#222222"):
        photo.write_bytes(national.picture(60, 40, colour))
        asks = choose(monkeypatch, house, page, "surat", photo)
        names.append(answer(page, "surat"))
    assert names[0] != names[1]
    asks.remove.setFocus()
    press(Qt.Key.Key_Space)
    assert answer(page, "surat") == ""
    assert not asks.remove.isVisible()
    undoes[-1]()
    assert answer(page, "surat") == names[1]
    assert isinstance(asks, PhotoEntry)
    house.qtbot.waitUntil(asks.shown.isVisible)


def test_a_picture_chosen_a_moment_before_the_window_locks_is_in_the_draft(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(national.picture(900, 700, "#2c7fb8"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(photo), ""))
    entry(page, "surat").choose.click()
    page.flush()
    house.close()
    draft = house.ask(
        house.open(), lambda vault: drafts.get(vault, str(FormKey(stream=house.stream, form=national.ID)))
    )
    assert isinstance(draft, drafts.Draft)
    name = json.loads(draft.body)["document"]["answers"]["fayl"]["surat"]
    assert kept(house, name)


def test_an_answer_that_comes_after_its_page_was_put_away_is_not_lost(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert page.filling is not None
    photo = tmp_path / "a.png"
    photo.write_bytes(national.picture(900, 700, "#2c7fb8"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(photo), ""))
    entry(page, "surat").choose.click()
    for index in (0, 1, 2, 3):
        page.go(index)
    assert FILES not in page.book._views
    house.qtbot.waitUntil(lambda: bool(answer(page, "surat")))


# -- drawings ----------------------------------------------------------------------------------------------------


def draw_by_mouse(pad: QWidget) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    for step in range(1, 12):
        QTest.mouseMove(pad, QPoint(20 + 9 * step, 20 + 3 * step))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 60))


def draw_by_pen(pad: QWidget) -> None:
    kinds = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)
    for at, kind in enumerate(kinds):
        place = QPointF(30 + 40 * at, 40 + 10 * at)
        device = QPointingDevice(
            "pen",
            7,
            QInputDevice.DeviceType.Stylus,
            QPointingDevice.PointerType.Pen,
            QInputDevice.Capability.Pressure,
            1,
            1,
        )
        event = QTabletEvent(
            kind, device, place, place, 0.8, 0.0, 0.0, 0.0, 0.0, 0.0,
            Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
        )  # fmt: skip
        QApplication.sendEvent(pad, event)
        assert event.isAccepted(), "so that no mouse is made of the pen"


def draw_by_finger(pad: QWidget) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(pad, device).press(0, QPoint(30, 30), pad).commit()
    QTest.touchEvent(pad, device).move(0, QPoint(90, 60), pad).commit()
    QTest.touchEvent(pad, device).release(0, QPoint(90, 60), pad).commit()


@pytest.mark.parametrize("draw", [draw_by_mouse, draw_by_pen, draw_by_finger])
def test_a_signature_is_drawn_and_kept_after_every_stroke(
    page: FormPage, house: House, draw: Callable[[QWidget], None]
) -> None:
    asks = entry(page, "gol")
    assert isinstance(asks, SketchEntry)
    draw(asks.pad)
    assert len(asks.pad.strokes) == 1
    house.qtbot.waitUntil(lambda: bool(answer(page, "gol")))
    body = kept(house, answer(page, "gol"))
    assert answer(page, "gol").endswith(".png")
    image = QImage.fromData(body)
    assert image.size() == QSize(900, 300)
    shades = {image.pixelColor(x, y).lightness() for x in range(0, 900, 3) for y in range(0, 300, 3)}
    assert min(shades) < 100 < max(shades), "there is ink on the paper"
    assert b"tEXt" not in body


def test_a_stroke_is_taken_back_and_the_sheet_cleared_with_a_way_back(page: FormPage, house: House) -> None:
    assert page.filling is not None
    undoes: list[Callable[[], None]] = []
    page.filling.removed.connect(undoes.append)
    asks = entry(page, "gol")
    assert isinstance(asks, SketchEntry)
    draw_by_mouse(asks.pad)
    house.qtbot.waitUntil(lambda: bool(answer(page, "gol")))
    one = answer(page, "gol")
    draw_by_finger(asks.pad)
    house.qtbot.waitUntil(lambda: answer(page, "gol") != one)
    asks.back.setFocus()
    press(Qt.Key.Key_Space)
    house.qtbot.waitUntil(lambda: answer(page, "gol") == one)
    asks.remove.click()
    assert (answer(page, "gol"), asks.pad.strokes) == ("", [])
    undoes[-1]()
    house.qtbot.waitUntil(lambda: asks.pad.base is not None)
    assert answer(page, "gol") == one


def test_a_sheet_cleared_while_its_last_stroke_is_on_its_way_stays_clear(
    page: FormPage, house: House
) -> None:
    asks = entry(page, "gol")
    assert isinstance(asks, SketchEntry)
    draw_by_mouse(asks.pad)
    asks.take_away()
    background = house.backgrounds[-1]
    house.qtbot.waitUntil(lambda: not background.busy)
    assert answer(page, "gol") == ""
    draw_by_mouse(asks.pad)
    house.qtbot.waitUntil(lambda: bool(answer(page, "gol")))


def test_a_picture_chosen_after_a_stroke_takes_its_place(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asks = entry(page, "gol")
    assert isinstance(asks, SketchEntry)
    draw_by_mouse(asks.pad)
    house.qtbot.waitUntil(lambda: bool(answer(page, "gol")))
    photo = tmp_path / "a.png"
    photo.write_bytes(national.picture(90, 60, "#2c7fb8"))
    choose(monkeypatch, house, page, "gol", photo)
    house.qtbot.waitUntil(lambda: asks.pad.base is not None)
    assert asks.pad.strokes == []
    assert answer(page, "gol").endswith(".jpg")


def test_a_drawing_can_be_gone_on_with_after_the_laptop_was_locked(page: FormPage, house: House) -> None:
    asks = entry(page, "cyzgy")
    assert isinstance(asks, SketchEntry)
    draw_by_mouse(asks.pad)
    house.qtbot.waitUntil(lambda: bool(answer(page, "cyzgy")))
    page.flush()
    house.close()
    page = turned(house, house.page(form=national.ID))
    asks = entry(page, "cyzgy")
    assert isinstance(asks, SketchEntry)
    house.qtbot.waitUntil(lambda: asks.pad.base is not None)
    before = answer(page, "cyzgy")
    draw_by_pen(asks.pad)
    house.qtbot.waitUntil(lambda: answer(page, "cyzgy") != before)
    both = QImage.fromData(kept(house, answer(page, "cyzgy")))
    assert both.size() == QSize(1200, 900)


def test_marks_are_drawn_on_a_photograph_that_was_chosen_first(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asks = entry(page, "bellemek")
    assert isinstance(asks, SketchEntry)
    assert not asks.pad.isVisible(), "there is nothing to draw on before"
    photo = tmp_path / "a.png"
    photo.write_bytes(national.picture(400, 300, "#2c7fb8"))
    choose(monkeypatch, house, page, "bellemek", photo)
    house.qtbot.waitUntil(asks.pad.isVisible)
    plain = answer(page, "bellemek")
    draw_by_mouse(asks.pad)
    house.qtbot.waitUntil(lambda: answer(page, "bellemek") != plain)
    marked = QImage.fromData(kept(house, answer(page, "bellemek")))
    assert marked.size() == QSize(400, 300)
    red = [marked.pixelColor(x, y) for x in range(400) for y in range(300)]
    assert any(one.red() > 180 and one.green() < 90 for one in red)


# -- other files -------------------------------------------------------------------------------------------------


def test_a_paper_is_kept_as_it_is_and_copied_out_only_after_a_warning(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paper = tmp_path / "Güwänama.pdf"
    paper.write_bytes(b"%PDF-1.4\n" + b"x" * 300_000)
    asks = choose(monkeypatch, house, page, "resminama", paper)
    assert isinstance(asks, FileEntry)
    assert kept(house, answer(page, "resminama")) == paper.read_bytes()
    house.qtbot.waitUntil(asks.facts.isVisible)
    assert asks.facts.text() == "PDF document, 293 KB"
    out = tmp_path / "out.pdf"
    offered: list[str] = []

    def where(_parent: object, _title: str, name: str) -> tuple[str, str]:
        offered.append(name)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    asks.copy.setFocus()
    press(Qt.Key.Key_Space)
    assert asks.warning.isVisible()
    assert offered == []
    press(Qt.Key.Key_Space)
    house.qtbot.waitUntil(out.exists)
    house.qtbot.waitUntil(lambda: not house.backgrounds[-1].busy)
    assert out.read_bytes() == paper.read_bytes()
    assert offered == ["copy.pdf"], "the file's own name is known to nobody"
    assert "not protected" in asks.said.text()


def test_a_file_that_has_not_arrived_is_named_and_its_answer_stays(page: FormPage, house: House) -> None:
    assert page.filling is not None
    name = f"{'ab' * 32}.jpg"
    item = next(one for one in page.filling.session.root.all_inside if one.name == "surat")
    page.filling.answer(item, name)
    asks = entry(page, "surat")
    house.qtbot.waitUntil(asks.said.isVisible)
    assert answer(page, "surat") == name


# -- the end of the form -----------------------------------------------------------------------------------------


def test_the_finished_form_attaches_its_files_to_the_case(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert page.filling is not None
    photo = tmp_path / "a.png"
    photo.write_bytes(national.picture(60, 40, "#111111"))
    choose(monkeypatch, house, page, "surat", photo)
    choose(monkeypatch, house, page, "bellemek", photo)
    paper = tmp_path / "b.pdf"
    paper.write_bytes(b"%PDF-1.4 paper")
    choose(monkeypatch, house, page, "resminama", paper)
    for item in page.filling.session.root.all_inside:
        if item.field.binding.required is not None:
            page.filling.answer(item, "1")
    names = {answer(page, name) for name in ("surat", "resminama")}
    with house.qtbot.waitSignal(page.finished):
        page.finish()
    found = house.ask(house.backgrounds[-1], lambda vault: attached.of(vault, house.stream))
    assert isinstance(found, list)
    assert {one.hash for one in found} == {documents.hash_of(name) for name in names}
    assert {one.kind for one in found} == {Case.KIND}
    assert {one.type for one in found} == {"image/jpeg", "application/pdf"}
    assert all(one.here for one in found)


def test_a_form_is_not_finished_while_a_file_is_on_its_way(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert page.filling is not None
    photo = tmp_path / "a.png"
    photo.write_bytes(national.picture(900, 700, "#2c7fb8"))
    for item in page.filling.session.root.all_inside:
        if item.field.binding.required is not None:
            page.filling.answer(item, "1")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(photo), ""))
    ended: list[str] = []
    page.finished.connect(ended.append)
    asks = entry(page, "surat")
    asks.choose.click()
    page.finish()
    assert not page._busy
    house.qtbot.waitUntil(lambda: bool(answer(page, "surat")))
    assert ended == []


# -- bounds ------------------------------------------------------------------------------------------------------


def test_a_picture_is_never_made_larger_than_it_is() -> None:
    small = national.picture(30, 20, "#111111")
    assert decoding.decoded(small, QSize(1000, 1000)).size() == QSize(30, 20)
    assert decoding.decoded(small, QSize(15, 15)).size() == QSize(15, 10)


def test_a_dense_screen_gets_the_pixels_there_are() -> None:
    data = national.picture(300, 200, "#111111")
    sharp = decoding.decoded(data, QSize(100, 100), 2.0)
    assert (sharp.size(), sharp.deviceIndependentSize().toSize()) == (QSize(200, 133), QSize(100, 67))
    whole = decoding.decoded(data, QSize(250, 250), 2.0)
    assert (whole.width(), whole.deviceIndependentSize().toSize().width()) == (300, 250)
    turned = decoding.decoded(telling_photo(400, 200), QSize(100, 100), 1.0)
    assert turned.size() == QSize(50, 100)


def test_no_name_leads_out_of_the_vault() -> None:
    for name in ("../../etc/passwd", "a" * 63 + ".jpg", "A" * 64 + ".jpg", "", "g" * 64):
        assert documents.hash_of(name) == ""
    for kind, ending in (
        ("image/jpeg", "jpg"),
        ("application/x-something-new", "bin"),
        ("application/pdf", "pdf"),
    ):
        assert documents.extension(kind) == ending


def test_the_window_does_not_wait_for_a_large_photograph(
    page: FormPage, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    photo = tmp_path / "large.jpg"
    photo.write_bytes(national.picture(7000, 5600, "#2c7fb8", "JPG"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(photo), ""))
    asked: list[str] = []
    background: Background[Vault] = house.backgrounds[-1]
    entry(page, "surat").choose.click()
    background.run(lambda _vault: asked.append("later"), lambda _nothing: None, lambda _error: None)
    assert asked == [], "the picture is being made small elsewhere while the window goes on"
    house.qtbot.waitUntil(lambda: bool(answer(page, "surat")))
    image = QImage.fromData(kept(house, answer(page, "surat")))
    assert (image.width(), image.height()) == (800, 640)
