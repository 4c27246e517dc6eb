"""The workbook on the page: how far its examination is, what was found in it, and the button that installs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.models.rows import RowsModel
from enumerator.ui.questionnaires.columns import FINDING_COLUMNS, FINDING_WIDTHS, told_finding, worst_first
from enumerator.ui.telling import is_urdu, isolate, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.table import Table
from enumerator.ui.widgets.words import Words
from forms.workbook import Examination, Severity
from forms.workbook.examination import STAGES

__all__ = ["WorkbookSheet"]

_SECOND = 1000
"""Milliseconds."""


class WorkbookSheet(Sheet):
    """Shows one workbook at a time, or what the place is for. What is done with it is the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = RowsModel(FINDING_COLUMNS, self, tells=told_finding)
        self.table = Table(self.findings, FINDING_WIDTHS, whole_words=True)
        self.table.setObjectName("findings")
        self.install = KeyButton("", "Ctrl+Enter", primary=True)
        self.install.setObjectName("install")
        self._title, self._state = Words(TextRole.SECOND_TITLE), Words(TextRole.NOTE, Role.INK_2)
        self._identity, self._times = (Words(TextRole.LINE, Role.INK_2, wrap=True) for _ in range(2))
        self._said = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self._examination: Examination | None = None
        self._show: Callable[[], None] = self.show_nothing
        self._lay_out()
        self.show_nothing()

    @property
    def installable(self) -> Examination | None:
        """The examination that could be installed now."""
        found = self._examination
        return found if found is not None and found.accepted and not found.missing else None

    def retell(self) -> None:
        """Say everything again."""
        self.table.setAccessibleName(tr("questionnaires.findings"))
        self.install.say(tr("questionnaires.install"))
        self._show()

    def show_nothing(self) -> None:
        """Say what the place is for."""
        self._turn_to(self.show_nothing, None)
        self._say(tr("questionnaires.workbook"), "", tr("questionnaires.workbook_means"))

    def show_stage(self, name: str, stage: str) -> None:
        """Say how far the examination of a file is; nothing is installed by it."""
        self._turn_to(partial(self.show_stage, name, stage), None)
        step = tr("questionnaires.step", step=STAGES.index(stage) + 1, steps=len(STAGES))
        self._say(_data(name), step, tr(f"questionnaires.stage_{stage}"), tr("questionnaires.safe_so_far"))

    def show_examination(self, found: Examination) -> None:
        """Show what was found, worst first, and what it would be."""
        is_new = found is not self._examination
        self._turn_to(partial(self.show_examination, found), found)
        self._say(_data(found.path.name), _counts(found), _identity(found), _times(found))
        if is_new:
            self.findings.show_rows(worst_first(found.findings))
            self.table.stand_on(0)
        self.table.setVisible(bool(found.findings))

    def may_install(self, may: bool) -> None:
        """Let the button work, or not, while something is under way."""
        self.install.setEnabled(may and self.installable is not None)

    def say(self, words: str, role: Role = Role.INK_2) -> None:
        """Say how it went."""
        self._said.setText(words)
        self._said.wear(role)

    def _turn_to(self, show: Callable[[], None], found: Examination | None) -> None:
        self._show, self._examination = show, found
        self.table.setVisible(False)
        self.install.setVisible(found is not None)

    def _say(self, title: str, state: str, *lines: str) -> None:
        self._title.setText(title)
        self._state.setText(state)
        for words, said in zip((self._identity, self._times), (*lines, ""), strict=False):
            words.setText(said)
            words.setVisible(bool(said))

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SIZES.page_inset, 12, SIZES.page_inset, 14)
        rows.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch(1)
        rows.addLayout(head)
        rows.addWidget(self._identity)
        rows.addWidget(self._times)
        rows.addWidget(self.table, 1)
        rows.addStretch(0)
        rows.addWidget(RuledLine())
        rows.addSpacing(6)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.install, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._said, 1)
        rows.addLayout(foot)


def _data(text: str) -> str:
    return isolate(text) if is_urdu() else text


def _counts(found: Examination) -> str:
    counts = {each.value: len(found.of(each)) for each in Severity}
    return tr("questionnaires.counts", **counts)


def _identity(found: Examination) -> str:
    if found.identity is None or not found.accepted:
        return tr("questionnaires.refused")
    if found.missing:
        return tr("questionnaires.missing", lists=", ".join(each.rpartition("/")[2] for each in found.missing))
    identity = found.identity
    return tr(
        "questionnaires.identity",
        title=identity.title,
        form=identity.form_id,
        version=identity.version or identity.content_hash[:12],
        questions=identity.questions,
        languages=", ".join(identity.languages),
    )


def _times(found: Examination) -> str:
    if found.times is None:
        return ""
    times = found.times
    return tr(
        "questionnaires.times",
        load=f"{times.load / _SECOND:.1f}",
        start=f"{times.start:.0f}",
        answer=f"{times.answer:.1f}",
        slowest=f"{times.slowest:.0f}",
    )
