"""What the desk checks that a form cannot say: broken rules in the shape of the form's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from forms import Interview, Violation, ViolationKind
from forms.identity import check_iban
from forms.interview import NodeState
from resources.wording import sentence

IBAN = "/data/livelihood/iban"


def desk_violations(interview: Interview, language: str = "en") -> tuple[Violation, ...]:
    """Name the rules of the desk that this interview breaks; all of them are hard.

    Args:
        interview: as it stands.
        language: ``en`` or ``ur``, for the messages.
    """
    return tuple(found for ref in _CHECKS for found in _broken(ref, interview.state(ref), language))


def state_at_desk(interview: Interview, ref: str, language: str = "en") -> NodeState:
    """Tell how a question stands by the form's rules and the desk's: what every window and list must show."""
    state = interview.state(ref)
    broken = _broken(ref, state, language) if ref in _CHECKS else ()
    return replace(state, violations=(*state.violations, *broken)) if broken else state


def _broken(ref: str, state: NodeState, language: str) -> tuple[Violation, ...]:
    """Check an answer that is asked for and that the form itself has let pass: nothing is told twice."""
    if not (state.relevant and state.value) or any(found.hard for found in state.violations):
        return ()
    rule, is_broken = _CHECKS[ref]
    if not is_broken(state.value):
        return ()
    message = sentence(f"violation.{rule}", language)
    return (Violation(ref, ViolationKind.CONSTRAINT, rule, hard=True, message=message, confirmed=False),)


def _wrong_iban(iban: str) -> bool:
    """Work out the check digits (mod 97), which no expression can."""
    return any(finding.hard for finding in check_iban(iban))


_CHECKS: Mapping[str, tuple[str, Callable[[str], bool]]] = MappingProxyType({IBAN: ("iban_check", _wrong_iban)})
"""Question to the rule's name, which is its entry in the wording too, and whether an answer breaks it."""
