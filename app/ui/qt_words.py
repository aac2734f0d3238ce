"""Qt's own words (OK, Cancel, Yes, No…) in Turkmen and Russian, and the switch of the whole window's language."""

import csv
from io import StringIO

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from app import i18n, resources
from app.ui.override import override

_FILE = "qt_tk.csv"
_LOCALES = {
    "tk": QLocale(QLocale.Language.Turkmen, QLocale.Country.Turkmenistan),
    "ru": QLocale(QLocale.Language.Russian, QLocale.Country.Russia),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
_PROPERTY = "goldaw_qt_words"


class TurkmenQtWords(QTranslator):
    """Answers Qt's questions from `resources/qt_tk.csv` (columns context, source, tk); silent about what it lacks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = read_words(resources.text(_FILE)) if resources.path(_FILE).exists() else {}

    @override
    def isEmpty(self) -> bool:
        return not self._words

    @override
    def translate(  # type: ignore[override]  # None is Qt's null string: the next translator is asked
        self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str | None:
        return self._words.get((context, source)) or self._words.get(("", source))


def read_words(table: str) -> dict[tuple[str, str], str]:
    """Return (context, source) → Turkmen from the table's text; an empty context stands for every one."""
    rows = csv.DictReader(StringIO(table))
    return {(row["context"], row["source"]): row["tk"] for row in rows if row["tk"]}


def speak(app: QApplication, language: str) -> None:
    """Make the whole program speak `language` ("tk", "ru", "en") at once; nothing typed or shown is lost.

    Every widget gets `QEvent.LanguageChange` and says its words again.
    """
    i18n.use(language)
    QLocale.setDefault(_LOCALES[language])
    old = app.property(_PROPERTY)
    if isinstance(old, QTranslator):
        QCoreApplication.removeTranslator(old)
        old.deleteLater()
    new = _translator(language, app)
    app.setProperty(_PROPERTY, new)
    if new is not None:
        QCoreApplication.installTranslator(new)
    for window in app.topLevelWidgets():
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))


def _translator(language: str, parent: QObject) -> QTranslator | None:
    if language == "tk":
        return TurkmenQtWords(parent)
    if language == "ru":
        found = QTranslator(parent)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return found if found.load("qtbase_ru", folder) else None
    return None
