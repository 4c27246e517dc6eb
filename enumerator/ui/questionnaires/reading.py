"""A workbook is read beside the windows: its steps are told as they begin, and whoever waits can stop it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from enumerator.ui.background import Runner
from enumerator.ui.telling import tr
from forms.workbook import Examination
from forms.workbook.examination import STAGES

__all__ = ["ChooseWorkbook", "Examine", "WorkbookReading", "ask_workbook"]

ChooseWorkbook = Callable[[QWidget], str]
"""Asks for a workbook; blank when the officer thinks better of it."""


class Examine(Protocol):
    """Examines a workbook; `forms.workbook.examine` does."""

    def __call__(self, path: Path, *, stage: Callable[[str], object], stopped: Event) -> Examination:
        """Examine it."""
        ...


def ask_workbook(parent: QWidget) -> str:
    """Open the system's own dialog for a file."""
    return QFileDialog.getOpenFileName(parent, tr("questionnaires.choose"), "", "*.xlsx")[0]


class WorkbookReading(QObject):
    """One examination at a time."""

    staged = Signal(str, str)
    """The file's name, and which of `STAGES` begins."""
    ended = Signal(object)
    """The `Examination`; None where it was stopped."""

    def __init__(self, runner: Runner, examine: Examine, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._examine = runner, examine
        self._name = ""
        self._stopped: Event | None = None
        runner.progressed.connect(self._tell)

    @property
    def under_way(self) -> bool:
        """Whether one is."""
        return self._stopped is not None

    def begin(self, path: Path) -> None:
        """Examine a workbook."""
        self._name, self._stopped = path.name, Event()
        self.staged.emit(path.name, STAGES[0])
        deed = partial(self._examine, path, stage=self._begins, stopped=self._stopped)
        self._runner.run(deed, self._end, lambda _fault: None, owner=self)  # what is in a file is no fault of the world

    def stop(self) -> bool:
        """Go on with it no more; answers whether one was under way."""
        if self._stopped is not None:
            self._stopped.set()
        return self.under_way

    def _begins(self, stage: str) -> None:
        """On a thread of the examination's own."""
        self._runner.progressed.emit(stage, STAGES.index(stage) + 1, len(STAGES))

    def _tell(self, stage: str, _done: int, _of: int) -> None:
        if self.under_way and stage in STAGES:  # an export that was begun before tells its steps, too
            self.staged.emit(self._name, stage)

    def _end(self, found: Examination) -> None:
        was_stopped = self._stopped is not None and self._stopped.is_set()
        self._stopped = None
        self.ended.emit(None if was_stopped else found)
