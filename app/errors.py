"""The two families of errors: what a person can act on, and our own bugs.

A `UserError` carries an English sentence (a gettext msgid) and named fields. Whoever shows it translates it with
`app.i18n.Words.sentence`; `str()` gives English for logs that hold no personal data.
"""


class Msgid(str):
    """An English sentence or phrase that is translated where it is shown, even inside another sentence."""

    __slots__ = ()


def N_(sentence: str) -> str:
    """Mark a sentence for translation where it is written, to be translated where it is shown."""
    return Msgid(sentence)


class UserError(Exception):
    """Something happened that a person must know: what happened, what was kept, what to do next.

    `sentence` is an English msgid with `{name}` places, `fields` their values; a field may be a msgid or an error itself.
    Subclass it once per kind of trouble.
    """

    def __init__(self, sentence: str, **fields: object) -> None:
        super().__init__(sentence, fields)
        self.sentence = sentence
        self.fields = fields

    def __str__(self) -> str:
        """Return the English sentence with its fields filled in."""
        return self.sentence.format(**self.fields)


class Bug(Exception):
    """Our own mistake. Its text never holds what a person typed."""
