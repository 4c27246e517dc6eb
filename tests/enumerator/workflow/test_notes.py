"""A note beside a question is a deed of its own, and goes with the survey to whoever reads it."""

from __future__ import annotations

import pytest

from enumerator.domain.lifecycle import SurveyState
from enumerator.errors import AnswerTooLong
from enumerator.ui.reading import read_revision
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import MOST_LETTERS, resume_interview
from enumerator.workflow.review import approve
from enumerator.workflow.transfer import sync
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.world import World, ask

TOILET, NOTE = "/data/assets/toilet", "shared with the neighbours"


def test_a_note_is_committed_with_a_line_of_its_own_and_moves_nobody(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        stood_at, lines = asking.at_ref, len(desk.surveys.events(asking.number))
        asking.note(TOILET, NOTE)
        assert asking.at_ref == stood_at
        assert [(each.trace, each.ref, each.new) for each in desk.surveys.events(asking.number)[lines:]] == [
            ("noted", TOILET, NOTE)
        ]
        again = resume_interview(desk, asking.number, enrolled.clock)
        assert again.interview.state(TOILET).note == NOTE
        with pytest.raises(AnswerTooLong):
            again.note(TOILET, "x" * (MOST_LETTERS + 1))


def test_the_supervisor_reads_it_and_the_registry_takes_it(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        asking.note(TOILET, NOTE)
        number = finish(desk, asking, enrolled.clock).number
    with enrolled.sign_in(SAIRA) as desk, InProcess(enrolled.registry.folder) as transport:
        reading = read_revision(desk, number, 1, enrolled.clock, "en")
        assert reading.said(TOILET).note == NOTE
        approve(desk, number, enrolled.clock)
        assert sync(desk, transport, enrolled.clock).fault is None
        assert desk.surveys.row(number).state is SurveyState.ACCEPTED
