"""What the desk checks that a form cannot say: broken rules in the shape of the form's own."""

from __future__ import annotations

from forms import Interview, Violation, ViolationKind
from forms.identity import check_iban
from resources.wording import sentence

IBAN = "/data/livelihood/iban"


def desk_violations(interview: Interview, language: str = "en") -> tuple[Violation, ...]:
    """Name the rules of the desk that this interview breaks; all of them are hard.

    Args:
        interview: as it stands.
        language: ``en`` or ``ur``, for the messages.
    """
    return _iban_violations(interview, language)


def _iban_violations(interview: Interview, language: str) -> tuple[Violation, ...]:
    """Work out the check digits (mod 97), which no expression can; the form itself says what else is wrong."""
    state = interview.state(IBAN)
    if not (state.relevant and state.value) or any(found.hard for found in state.violations):
        return ()
    if not any(finding.hard for finding in check_iban(state.value)):
        return ()
    message = sentence("violation.iban_check", language)
    return (Violation(IBAN, ViolationKind.CONSTRAINT, "iban_check", hard=True, message=message, confirmed=False),)
