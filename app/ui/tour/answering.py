"""The tour's middle: the initial assessment filled by keyboard, page by page, the language switched half way."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.forms.answers import to_document
from app.forms.live import path_of
from app.practice import situations, stories
from app.store import drafts, queries
from app.store.drafts import FormKey
from app.ui.forms.choices import CheckList, OptionList
from app.ui.forms.filling import Filling
from app.ui.forms.form_page import FormPage
from app.ui.forms.grid import GridRow
from app.ui.forms.page_view import PageView
from app.ui.forms.question import Question
from app.ui.tour.arriving import Desk
from app.ui.tour.hand import Hand, TourFailed

FORM = "initial_assessment"
_MOST_PAGES = 40


def story_answers() -> Mapping[str, str]:
    """Return what the invented woman of the first practice story answers, by question."""
    return {**situations.load().quiet, **stories.load()[0]["answers"]}


def assess(hand: Hand, desk: Desk, stream: str, other: str) -> None:
    """Fill the whole form by keyboard in the window's language, and go on in `other` from the middle."""
    desk.work.go("form", stream=stream, form=FORM)
    page = desk.page("form")
    assert isinstance(page, FormPage)  # noqa: S101 - that is its name in the window
    hand.until(lambda: page.filling is not None, "the form")
    answers = story_answers()
    done: list[str] = []
    page.finished.connect(done.append)
    pages, switched, given = 0, False, 0
    while not done and pages < _MOST_PAGES:
        given += _answer_page(hand, page, answers)
        pages += 1
        hand.picture(desk.window, f"assessment-{pages:02}")
        if pages == 8 and not switched:
            _switch(hand, desk, page, stream, other)
            switched = True
        _turn(hand, page, done)
    hand.settle(desk.background)
    hand.expect(switched, "a change of language half way")
    _check_result(hand, desk, stream, given)


def _turn(hand: Hand, page: FormPage, done: list[str]) -> None:
    before = page.book.index
    keyboard = QApplication.focusWidget()
    if keyboard is None or not page.isAncestorOf(keyboard):
        page.foot.next.setFocus()
        keyboard = page.foot.next
    hand.key(keyboard, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    hand.until(lambda: done or page.book.index != before, f"the page after {before}")


def _switch(hand: Hand, desk: Desk, page: FormPage, stream: str, other: str) -> None:
    """Change the form's language; every answer must still be there, and the draft must be in the vault."""
    filling = _filling(page)
    before = to_document(filling.session)
    language = next(name for name in page.head.buttons if f"({other})" in name)
    hand.press(page.head.buttons[language])
    if page.view is not None:
        page.view.focus_first()
    hand.expect(filling.language == language, "the form in the other language")
    hand.expect(to_document(filling.session) == before, "no answer lost by the change of language")
    page.flush()
    key = str(FormKey(stream=stream, form=FORM))
    kept = hand.asked(desk.background, lambda vault: drafts.get(vault, key), "the draft")
    hand.expect(isinstance(kept, drafts.Draft), "the draft in the vault")
    hand.picture(desk.window, f"assessment-now-in-{other}")
    hand.note("language switched in mid-form without loss, draft in the vault", language=language)


def _filling(page: FormPage) -> Filling:
    if page.filling is None:
        raise TourFailed("the form is not open")
    return page.filling


def _answer_page(hand: Hand, page: FormPage, answers: Mapping[str, str]) -> int:
    """Answer every question of the page shown, new ones too as they appear; return how many."""
    given: set[str] = set()
    while True:
        view = page.view
        assert view is not None  # noqa: S101 - a page is shown
        view.complete()
        waiting = [one for one in _open_questions(view) if path_of(one.item) not in given]
        if not waiting:
            return len(given)
        question = waiting[0]
        given.add(path_of(question.item))
        _answer(hand, question, answers.get(_name(question), ""))


def _open_questions(view: PageView) -> list[Question | GridRow]:
    return [one for one in view.body.questions() if isinstance(one, Question | GridRow)]


def _name(question: Question | GridRow) -> str:
    return path_of(question.item).rpartition("/")[2]


def _answer(hand: Hand, question: Question | GridRow, value: str) -> None:
    if isinstance(question, GridRow):
        codes = [code for code, _ in question.state.options]
        stop = question.stops()[0]
        hand.reveal(stop)
        stop.setFocus()
        _digit(stop, codes.index(value or codes[0]))
        return
    state, editor = question._state, question.editor
    if not value and (not state.required or state.value):
        return
    if isinstance(editor, OptionList):
        hand.reveal(editor)
        editor.stops()[0].setFocus()
        for code in (value or editor.codes[0]).split():
            at = editor.codes.index(code)
            if not (isinstance(editor, CheckList) and editor.options[at].isChecked()):
                _digit(editor, at) if at < 9 else editor.options[at].click()
        return
    control = editor.stops()[0]
    if isinstance(control, QComboBox):
        hand.choose(control, value)
    elif isinstance(control, QLineEdit | QPlainTextEdit):
        if isinstance(control, QLineEdit):
            control.selectAll()
        hand.type(control, value or "1")
        _leave(control)


def _digit(widget: QWidget, at: int) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = Qt.Key(Qt.Key.Key_1.value + at)
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, str(at + 1)))
    QApplication.processEvents()


def _leave(control: QWidget) -> None:
    control.clearFocus()
    QApplication.processEvents()


def _check_result(hand: Hand, desk: Desk, stream: str, given: int) -> None:
    opened = hand.asked(
        desk.background, lambda vault: queries.open_case(vault, stream), "the case after the assessment"
    )
    assert isinstance(opened, queries.OpenCase)  # noqa: S101 - the case is there
    assessment = opened.file.assessment
    hand.expect(assessment is not None, "the finished assessment on the case")
    assert assessment is not None  # noqa: S101 - looked at above
    hand.expect(assessment.urgency == "urgent", f"urgency decided by the rules, not {assessment.urgency!r}")
    hand.expect("threat_kill" in assessment.reasons, "the reasons why")
    hand.expect(opened.file.case.restricted, "protection switched on")
    hand.note(
        "initial assessment filled by keyboard",
        questions=given,
        urgency=assessment.urgency,
        need=assessment.need,
        reasons=list(assessment.reasons),
    )
