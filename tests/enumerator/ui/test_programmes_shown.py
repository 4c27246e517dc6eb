"""The programmes in words: what decides, what would, who belongs to a priority group; never a right to anything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from enumerator.ui.destinations import Supervisor
from enumerator.ui.dialogs.explanation_panel import ExplanationPanel
from enumerator.ui.programmes import programme_lines
from enumerator.ui.reading import read_revision
from enumerator.ui.supervisor import SupervisorPage
from enumerator.ui.telling import telling
from enumerator.ui.widgets.lines import Kind, Line
from enumerator.workflow.programmes import programmes
from forms.policy import Answer
from resources.wording import LANGUAGES
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.ui.desks import at_desk, by, shown
from tests.enumerator.workflow.world import World

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_programme_has_its_answer_and_its_clauses(finished: World, language: str) -> None:
    telling.language = language
    with finished.sign_in(SAIRA) as desk:
        for row in desk.surveys.all():
            view = programmes(desk, row.number, row.revision)
            lines = programme_lines(view, read_revision(desk, row.number, row.revision, finished.clock, language))
            headings = [line for line in lines if line.kind is Kind.HEADING]
            assert len(headings) == len(view.answers) + len(("residence", "groups", "policy"))
            assert all(_followed(lines, heading) for heading in headings)
            assert [line.says for line in lines if not line.says.strip()] == []


def test_what_is_missing_is_named_with_its_number_and_why(finished: World) -> None:
    telling.language = "en"
    with finished.sign_in(SAIRA) as desk:
        row = by(desk, BILAL)
        view = programmes(desk, row.number, row.revision)
        lines = programme_lines(view, read_revision(desk, row.number, row.revision, finished.clock, "en"))
    gaps = [gap for each in view.answers for finding in each.findings for gap in finding.gaps]
    assert sum(bool(line.answer) for line in lines) >= len(gaps)


def test_the_supervisor_reads_the_programmes_under_the_sixth_tab_and_the_terms_over_the_page(
    finished: World, qtbot: QtBot
) -> None:
    telling.language = "en"
    with at_desk(finished, SAIRA) as at:
        page = SupervisorPage(at, Supervisor(by(at.desk, BILAL).number))
        shown(qtbot, page)
        qtbot.keyClick(page.queue, Qt.Key.Key_6, CONTROL)
        said = [line.says for line in page.lines.lines.lines]
        assert said[0] == "The programme’s own office decides. Nothing here is a promise."
        account = page.detail.account
        assert account is not None
        view = programmes(at.desk, account.row.number, account.row.revision)
        assert account.counts[5] == len(view.answered(Answer.MAY_BE_CONSIDERED, Answer.BY_EQUIVALENCE))

        qtbot.keyClick(page.queue, Qt.Key.Key_D, CONTROL)
        (panel,) = page.window().findChildren(ExplanationPanel)
        assert len(panel.rows.rows) == account.counts[0]
        qtbot.keyClick(panel, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not isValid(panel))


def _followed(lines: tuple[Line, ...], heading: Line) -> bool:
    """Whether something stands under a heading."""
    below = lines.index(heading) + 1
    return below < len(lines) and lines[below].kind is not Kind.HEADING
