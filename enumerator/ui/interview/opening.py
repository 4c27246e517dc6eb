"""Taking up a draft for a page: the interview at the desk, led in the language of the windows."""

from __future__ import annotations

from enumerator.ui.at_desk import AtDesk
from enumerator.ui.interview.conduct import Conduct
from enumerator.ui.telling import form_language
from enumerator.workflow.interview import resume_interview

__all__ = ["take_up"]


def take_up(at: AtDesk, number: str) -> Conduct:
    """Open a draft where it stands; it was saved when its last answer was."""
    asking = resume_interview(at.desk, number, at.clock)
    conduct = Conduct(asking, form_language(asking.interview.definition), at.clock)
    conduct.saved_at = at.desk.surveys.draft(number).changed_at.astimezone(at.clock().tzinfo)
    return conduct
