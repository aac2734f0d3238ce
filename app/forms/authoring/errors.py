"""What can go wrong on the author's side: the file cannot be read, or it does not become a form."""

from app.errors import UserError


class AuthoringError(UserError):
    """A form cannot be built; the sentence says which part its author must change."""


class SourceError(AuthoringError):
    """The tables of a form cannot be read."""


class CompileError(AuthoringError):
    """pyxform or ODK Validate refused the form; the fields hold what it said."""


class NoCompiler(AuthoringError):
    """The part that turns spreadsheets into forms is not in this build."""
