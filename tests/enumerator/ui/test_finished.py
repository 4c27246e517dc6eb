"""The page after finishing: what the score panel says and keeps back; slips printed, saved, and not printed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from enumerator.domain.trace import Trace
from enumerator.store import Setting
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.destinations import Finished, Home
from enumerator.ui.dialogs.explanation_panel import ExplanationPanel
from enumerator.ui.finished import FinishedPage
from enumerator.ui.slip_page import compose_slip
from enumerator.ui.system_printer import NoPrinter, PrinterSilent, print_page
from enumerator.ui.telling import telling
from enumerator.ui.widgets.note import Note
from enumerator.ui.widgets.score_panel import ScorePanel
from enumerator.ui.widgets.score_ruler import RulerFacts, ScoreRuler
from enumerator.ui.widgets.words import Words
from enumerator.workflow.questionnaire import scoring_pack, shipped_edition
from enumerator.workflow.score_policy import Cutoff, Display, ScorePolicy
from enumerator.workflow.score_view import score_view, view_of
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.ui.desks import at_desk, by, shown
from tests.enumerator.ui.slips import PLAIN, PRINTED_AT
from tests.enumerator.ui.walking import marked_wording, untold
from tests.enumerator.workflow.test_score_view import SCALE, scored
from tests.enumerator.workflow.world import World


def pdf_printer(file: Path) -> QPrinter:
    """A printer of the system that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def open_page(qtbot: QtBot, at: AtDesk, printer: QPrinter | None = None, file: str = "") -> FinishedPage:
    number = by(at.desk, BILAL).number
    page = FinishedPage(
        at, Finished(number), choose_printer=lambda _: printer, choose_file=lambda _parent, _proposed: file
    )
    shown(qtbot, page)
    return page


def note_of(page: FinishedPage) -> str:
    note = page.findChild(Note, "print_note")
    assert isinstance(note, Note)
    return note.accessibleName() if note.isVisible() else ""


def said(panel: QWidget) -> str:
    return " ".join(words.text() for words in panel.findChildren(Words))


def test_the_officer_sees_a_verdict_and_no_points(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at)
        row = by(at.desk, BILAL)
        words = said(page.beside.score_panel)
    assert "Cannot be determined here." in words
    assert "names no scale" in words
    assert "does not decide or guarantee any benefit" in words
    assert "Which pack, and how good it is" in words
    assert str(row.score_low) not in words.split()
    assert page.beside.score_panel.findChildren(ScoreRuler) == []


def test_the_page_says_where_the_survey_stands_now(approved: World, qtbot: QtBot) -> None:
    with at_desk(approved, BILAL) as at:
        page = open_page(qtbot, at)
        words, chip = said(page), page.bar().chip
    assert chip is not None
    assert chip.word == "Approved, not yet in a batch"
    assert "The supervisor decides next" not in words


def test_a_hidden_score_is_said_to_be_hidden(finished: World, qtbot: QtBot) -> None:
    with finished.sign_in(SAIRA) as desk:
        desk.settings.put(Setting.POLICY, json.dumps({"score_display": {"officers": "hidden"}}))
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at)
        words = said(page.beside.score_panel)
    assert "Not shown." in words
    assert "Cannot be determined" not in words


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (26, 33, "Below the cut-off 34 for PSER. May be considered for it."),
        (33, 45, "Not determined: the missing answers decide on which side of 34."),
        (34, 34, "Not below the cut-off 34 for PSER."),
    ],
)
def test_a_cut_off_of_the_packs_scale_is_answered_and_drawn(low: int, high: int, verdict: str, qtbot: QtBot) -> None:
    policy = ScorePolicy(Display.BAND, Display.TERMS, (Cutoff("PSER", Decimal(34), "lt", SCALE),), ())
    panel = ScorePanel()
    qtbot.addWidget(panel)
    panel.show_view(view_of(scored(low, high), policy, Display.NUMBER, scoring_pack(shipped_edition())))
    (ruler,) = panel.findChildren(ScoreRuler)
    assert verdict in said(panel)
    assert "cut-off 34" in ruler.words()
    panel.show_view(view_of(scored(low, high), policy, Display.BAND, scoring_pack(shipped_edition())))
    assert verdict in said(panel)


def test_without_a_cut_off_the_ruler_shows_where_the_pack_was_measured(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, BILAL) as at:
        row = by(at.desk, BILAL)
        view = score_view(at.desk, row.number, row.revision, Display.TERMS)
    panel = ScorePanel()
    qtbot.addWidget(panel)
    panel.show_view(view)
    (ruler,) = panel.findChildren(ScoreRuler)
    assert "measured at 34.0" in ruler.words()
    assert "Cannot be determined here." in said(panel)


def test_the_ruler_runs_from_poorer_to_better_off_in_both_languages(qtbot: QtBot) -> None:
    ruler = ScoreRuler(RulerFacts(0, 100, (10, 20), None))
    qtbot.addWidget(ruler)
    ruler.resize(300, ruler.sizeHint().height())
    pictures = []
    for language in ("en", "ur"):
        telling.language = language
        ruler.resize(300, 80)
        image = ruler.grab().toImage()
        glaze = [
            x for x in range(300) if any(image.pixelColor(x, y).name().upper() == "#2B97A3" for y in range(20, 50))
        ]
        pictures.append((min(glaze), max(glaze)))
    assert pictures[0] == pictures[1]
    assert pictures[0][1] < 100


def test_the_preview_is_the_page_and_counts_nothing(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at)
        number = by(at.desk, BILAL).number
        assert number in page.preview.accessibleName()
        box = page.preview.page_box()
        assert box.height() / box.width() == pytest.approx(210 / 148, rel=0.01)
        assert at.desk.slips.of(number) == ()


def test_printing_counts_the_copy_and_says_so(finished: World, qtbot: QtBot, tmp_path: Path) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at, pdf_printer(tmp_path / "slip.pdf"))
        qtbot.keyClick(page.print_button, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        number = by(at.desk, BILAL).number
        assert [slip.copy for slip in at.desk.slips.of(number)] == [1]
        assert "The slip is printed." in note_of(page)
        assert number[:-2] in PdfReader(tmp_path / "slip.pdf").pages[0].extract_text().replace("\n", "")


def test_a_printer_that_does_not_answer_loses_nothing_and_is_no_copy(
    finished: World, qtbot: QtBot, tmp_path: Path
) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at, pdf_printer(tmp_path / "no such folder" / "slip.pdf"))
        page.print_slip()
        number = by(at.desk, BILAL).number
        assert at.desk.slips.of(number) == ()
        assert note_of(page) == "The survey is safe. The printer does not answer; print later with Ctrl+P."


def test_a_desk_without_a_printer_says_what_to_do(finished: World, qtbot: QtBot) -> None:
    def none(_parent: QWidget) -> QPrinter | None:
        raise NoPrinter

    with at_desk(finished, BILAL) as at:
        page = FinishedPage(at, Finished(by(at.desk, BILAL).number), choose_printer=none)
        shown(qtbot, page)
        page.print_slip()
        assert "The survey is safe. No printer is set up here." in note_of(page)


def test_a_page_that_cannot_be_composed_takes_the_job_back(tmp_path: Path) -> None:
    def broken() -> None:
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        print_page(pdf_printer(tmp_path / "slip.pdf"), broken)  # type: ignore[arg-type]
    with pytest.raises(PrinterSilent):
        print_page(pdf_printer(tmp_path / "none" / "slip.pdf"), lambda: compose_slip(PLAIN, PRINTED_AT))


def test_a_slip_is_saved_and_the_log_says_that_it_left(finished: World, qtbot: QtBot, tmp_path: Path) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at, file=str(tmp_path / "slip"))
        qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
        number = by(at.desk, BILAL).number
        assert [slip.copy for slip in at.desk.slips.of(number)] == [1]
        traces = [line.trace for line in at.desk.audit.lines() if line.number == number]
        assert traces[-2:] == [Trace.SLIP_ISSUED, Trace.EXPORTED]
        assert "The slip is saved." in note_of(page)
    assert len(PdfReader(tmp_path / "slip.pdf").pages) == 1


def test_a_folder_that_is_not_there_is_said_and_counts_nothing(finished: World, qtbot: QtBot, tmp_path: Path) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at, file=str(tmp_path / "none" / "slip.pdf"))
        page.save_slip()
        assert at.desk.slips.of(by(at.desk, BILAL).number) == ()
        assert note_of(page).startswith("The survey is safe.")


def test_thinking_better_of_it_does_nothing(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at)
        page.print_slip()
        page.save_slip()
        assert (note_of(page), at.desk.slips.of(by(at.desk, BILAL).number)) == ("", ())


def test_enter_goes_to_the_next_family(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at)
        with qtbot.waitSignal(page.left) as left:
            qtbot.keyClick(page.print_button, Qt.Key.Key_Return)
        assert left.args == [Home()]


def test_the_pack_is_named_with_how_well_it_chooses_and_what_its_scale_means(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at)
        words = said(page.beside.score_panel)
    assert "Punjab 2015, PSLM/HIES 2015-16, edition 1.0.0." in words
    assert "Of every 100 of the poorest quarter of households, 70 lie there." in words
    assert "the poorest 25 % of them by this score lie below 34.0" in words


def test_the_programmes_stand_under_the_second_tab_and_promise_nothing(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at)
        qtbot.keyClick(page.print_button, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        assert page.beside.programmes.isVisible()
        lines = [line.says for line in page.beside.programmes.lines.lines]
    assert lines[0] == "The programme’s own office decides. Nothing here is a promise."
    assert "PSER: cannot be determined here." in lines
    assert "Would decide it: PMT score below 34 (reported, unconfirmed)" in lines
    assert "The source of this cut-off names no scale: nothing is compared." in lines
    assert {"Residence", "Lives in Punjab", "Priority groups"} <= set(lines)
    assert not any("entitle" in line.lower() for line in lines)


def test_an_officer_who_may_see_a_band_alone_gets_no_terms(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at)
        qtbot.keyClick(page.print_button, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        assert not page.beside.terms_button.isVisible()
        assert page.window().findChildren(ExplanationPanel) == []
        hints = page.keys()
        assert "Ctrl+D" not in [hint.cap for hint in hints]


def test_a_supervisor_sees_the_number_and_every_term_the_widest_gap_first(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        score = page._view().score
        assert score is not None
        qtbot.keyClick(page.print_button, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        (panel,) = page.window().findChildren(ExplanationPanel)
        rows = panel.rows.rows
        assert len(rows) == len(score.terms)
        assert [row.is_open for row in rows] == sorted((row.is_open for row in rows), reverse=True)
        assert all(row.question and row.points for row in rows)
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not isValid(panel))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_of_the_page_is_of_the_wording(finished: World, qtbot: QtBot, language: str) -> None:
    with at_desk(finished, BILAL) as at:
        page = open_page(qtbot, at)
        telling.language = language
        pack = scoring_pack(shipped_edition())
        with marked_wording():
            page.retell()
            told = [*_labels(page), pack.title.en, pack.title.ur, pack.caution.en, pack.caution.ur]
            told += [words for found in pack.accuracy for words in (found.group.en, found.group.ur)]
            assert untold(page, told) == []


def _labels(page: FinishedPage) -> list[str]:
    interview = page._reading().interview
    return [interview.label(ref, page._reading().language) for ref in interview.questions()]
