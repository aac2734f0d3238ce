"""Check a form as far as that can be done without a person: read it, make it, open it, count its translations."""

from collections.abc import Mapping
from datetime import datetime

from app.errors import N_, UserError
from app.forms import runner
from app.forms.authoring import (
    attachments,
    columns,
    coverage,
    lint,
    sayings,
    sentences,
    tables,
    tracing,
    xlsform,
)
from app.forms.authoring.attachments import Attached
from app.forms.authoring.coverage import Coverage
from app.forms.authoring.errors import CompileError, NoCompiler
from app.forms.authoring.finding import Finding, Grade
from app.forms.authoring.outline import Outline, outline
from app.forms.authoring.report import About, Report, Stage, Staged, settled
from app.forms.authoring.sheets import Tables
from app.forms.definition import Form, load
from app.forms.fields import ControlKind
from app.forms.model import MOST_FIELDS
from app.forms.session import Session
from app.forms.state import violation_of
from app.forms.xpath.calendar import ASHGABAT

_MANY = N_("The form has more than {most} fields.")
_ASKS_NOTHING = N_("Nothing is asked in this form.")


def check(
    data: bytes,
    name: str,
    *,
    media: Mapping[str, bytes] | None = None,
    validate: bool = False,
    staged: Staged = lambda _stage: None,
) -> Report:
    """Check a form in a file of any kind: a spreadsheet, CSV, Markdown, or the XForm itself.

    Raises:
        NoCompiler: the file is a spreadsheet, and what makes forms of spreadsheets is not in this build.
    """
    staged(Stage.READING)
    if is_xform(data):
        return _of_xform(data, name, media or {}, staged)
    try:
        read = tables.read(data, name)
    except NoCompiler:
        raise
    except UserError as refused:
        return Report(file=name, findings=(Finding(sentence=refused.sentence, fields=refused.fields),))
    return _Check(read, name, media or {}, staged).report(validate=validate)


def is_xform(data: bytes) -> bool:
    """Tell whether a file is XML, as far as its beginning tells."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data.startswith(
        (b"\xff\xfe<", b"\xfe\xff\0<")
    )


class _Check:
    """One check of a form that is a spreadsheet."""

    def __init__(self, read: Tables, name: str, media: Mapping[str, bytes], staged: Staged) -> None:
        self.read, self.name, self.staged = read, name, staged
        self.form: Tables = columns.understood(read)
        self.whole: Outline = outline(self.form)
        self.listener = sayings.Listener(self.form, self.whole)
        self.media, self.attached = media, Attached(media)
        self.wanted: tuple[str, ...] = ()

    def report(self, *, validate: bool) -> Report:
        """Do everything there is to do."""
        if len(self.whole.lines) > MOST_FIELDS:
            many = Finding(sheet="survey", sentence=_MANY, fields={"most": MOST_FIELDS})
            return Report(file=self.name, findings=(many,))
        seen = list(lint.remarks(self.form, self.whole))
        self.staged(Stage.COMPILING)
        xml, said = self._compiled(validate)
        about: About | None = None
        tried: list[Finding] = []
        if xml and not any(one.grade is Grade.BROKEN for one in seen):
            self.staged(Stage.CHECKING)
            about, tried = self._tried(xml.encode())
        self.staged(Stage.TRANSLATIONS)
        findings = settled(seen, [*said, *tried])
        usable = not any(one.grade is Grade.BROKEN for one in findings)
        return Report(
            file=self.name,
            findings=findings,
            coverage=coverage.covered(self.form, self.whole),
            about=about,
            xml=xml if usable else "",
            media=tuple(name for name in self.wanted if name in self.media),
            absent=tuple(name for name in self.wanted if name not in self.media),
        )

    def _compiled(self, validate: bool) -> tuple[str, list[Finding]]:
        stem = self.name.rpartition(".")[0] or self.name
        try:
            made = xlsform.compiled(self.read, name=stem, validate=validate)
        except (NoCompiler, MemoryError):
            raise
        except CompileError as refused:
            said = str(refused.fields.get("said", ""))
            if refused.sentence == sentences.NOT_VALID:
                return "", [sayings.invalid(said, self.form, self.whole)]
            return "", self.listener.refusal(said)
        except Exception as error:  # noqa: BLE001 - pyxform breaks in many ways
            return "", [sayings.stumbled(error)]
        return made.xml, [one for said in made.warnings for one in self.listener.warning(said)]

    def _tried(self, xml: bytes) -> tuple[About | None, list[Finding]]:
        """Open the form and let it begin, as on a laptop."""
        try:
            form = load(xml, media=self.attached)
            session = Session(form, clock=lambda: datetime.now(ASHGABAT))
            look(session)
        except UserError as refused:
            return None, list(tracing.refused(refused, self.form, self.whole))
        self.wanted = _wanted(form, self.attached)
        found = [tracing.warned(one, self.form, self.whole) for one in (*form.problems, *session.warnings)]
        absent = {name for name in self.wanted if name not in self.media}
        found += attachments.absent(absent, self.form, self.whole)
        about = about_form(form)
        if not about.questions:
            found.append(Finding(sheet="survey", sentence=_ASKS_NOTHING, grade=Grade.REMARK))
        return about, found


def look(session: Session) -> None:
    """Say and judge everything once as it stands at the beginning, so that what cannot be said or judged is remarked."""
    listed: set[str] = set()
    for item in session.root.all_inside:
        control = item.field.control
        session.say(control.label if control else None, item)
        violation_of(session, item)
        itemset = control.itemset if control else None
        if session.is_select(item) and (itemset is None or itemset.rows not in listed):
            session.world.options(item)
            listed.add(itemset.rows if itemset else "")


def _wanted(form: Form, attached: Attached) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*attachments.wanted(form), *sorted(attached.absent))))


def about_form(form: Form) -> About:
    """Return what a form is."""
    asked = [
        one
        for one in form.fields
        if one.leaf
        and one.control is not None
        and one.control.kind is not ControlKind.GROUP
        and not _is_note(one)
    ]
    return About(
        title=form.title,
        form_id=form.form_id,
        version=form.version,
        languages=form.languages,
        questions=len(asked),
        sha256=form.sha256,
    )


def _is_note(field: object) -> bool:
    readonly = getattr(getattr(field, "binding", None), "readonly", None)
    return readonly is not None and readonly.expression.strip() == "true()"


# -- an XForm without its spreadsheet --------------------------------------------------------------------------


def _of_xform(data: bytes, name: str, media: Mapping[str, bytes], staged: Staged) -> Report:
    staged(Stage.CHECKING)
    attached = Attached(media)
    found = [
        Finding(
            sentence=one.sentence,
            fields=one.fields,
            column=one.where,
            grade=Grade.BROKEN if one.severity is runner.Severity.ERROR else Grade.FLAW,
        )
        for one in runner.check(data, media=attached)
    ]
    if any(one.grade is Grade.BROKEN for one in found):
        return Report(file=name, findings=tuple(found))
    staged(Stage.TRANSLATIONS)
    form = load(data, media=attached)
    wanted = _wanted(form, attached)
    absent = tuple(one for one in wanted if one not in media)
    empty = Tables(sheets={})
    found += attachments.absent(set(absent), empty, outline(empty))
    return Report(
        file=name,
        findings=tuple(found),
        coverage=_covered(form),
        about=about_form(form),
        xml=data.decode("utf-8", "replace"),
        media=tuple(one for one in wanted if one in media),
        absent=absent,
    )


def _covered(form: Form) -> tuple[Coverage, ...]:
    names = dict.fromkeys(name for translation in form.translations.values() for name in translation.texts)
    found = []
    for translation in form.translations.values():
        done = sum(1 for name in names if _says(translation.texts.get(name)))
        found.append(Coverage(language=translation.name, done=done, total=len(names)))
    return tuple(found)


def _says(texts: Mapping[str, object] | None) -> bool:
    return bool(texts)
