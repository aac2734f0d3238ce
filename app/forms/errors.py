"""The error tree of the forms engine: each says what happened, where in the form, and what to do next."""

from __future__ import annotations

from app.errors import N_, UserError


class FormError(UserError):
    """Anything a form or an answer file can do wrong."""


class FormRefused(FormError):
    """The form file cannot be opened: it is broken, hostile, or asks for what no form may ask."""


class ExpressionRefused(FormError):
    """An expression in a form cannot be understood; `fields["position"]` counts characters from 0."""


class EvaluationFailed(FormError):
    """An expression was understood but has no value for these answers."""


class AnswersRefused(FormError):
    """An answer document or submission does not belong to this form, or is broken."""


class StepRefused(FormError):
    """An answer, an added repeat or a language change that the form does not allow here."""


class DialectRefused(ExpressionRefused):
    """An expression of another form dialect (SurveyCTO, CommCare) that this engine does not speak."""


def not_understood(expression: str, position: int, reason: str) -> ExpressionRefused:
    """Return the refusal of `expression`, pointing at the character `position` where reading stopped."""
    return ExpressionRefused(
        N_("The expression “{expression}” cannot be understood at character {position}: {reason}."),
        expression=expression,
        position=position,
        reason=reason,
    )
