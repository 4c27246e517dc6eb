"""The score panel: what may be said of a score, framed as provisional, with what is missing and how good it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from enumerator.ui.look import Role, TextRole, text_font
from enumerator.ui.pack_words import pack_words
from enumerator.ui.telling import is_urdu, telling, tr
from enumerator.ui.widgets.card import RuledLine
from enumerator.ui.widgets.painting import panel, put_text, text_width
from enumerator.ui.widgets.score_ruler import RulerFacts, ScoreRuler
from enumerator.ui.widgets.words import Words
from enumerator.workflow.score_policy import Display
from enumerator.workflow.score_view import Judged, ScoreView, Verdict
from enumerator.workflow.waiting import span
from forms.pmt import Score, ScorePack

__all__ = ["MissingLine", "ScorePanel", "Stamp", "verdict_words"]


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A missing answer as the panel lists it; `points` is blank where no number may be shown."""

    number: str
    question: str = field(repr=False)
    why: str
    points: str


class Stamp(QWidget):
    """PROVISIONAL in its frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        telling.changed.connect(self._tell)
        self._tell()

    def words(self) -> tuple[str, ...]:
        """What is written in it."""
        return (tr("score.provisional"),)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its word."""
        return QSize(text_width(tr("score.provisional"), text_font(TextRole.NOTE_STRONG, is_urdu())) + 22, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the frame and the word."""
        painter, box = QPainter(self), QRectF(self.rect())
        panel(painter, box, fill=None, border=Role.INK, width=1.5, radius=4)
        font = text_font(TextRole.NOTE_STRONG, is_urdu())
        put_text(painter, box, tr("score.provisional"), font, Role.INK, centred=True)
        painter.end()

    def _tell(self) -> None:
        self.setAccessibleName(tr("score.provisional"))
        self.updateGeometry()
        self.update()


class ScorePanel(QWidget):
    """Shows one `ScoreView`. Built anew each time: it changes with a survey, not with a key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score_panel")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None
        self._show: Callable[[], QWidget] | None = None
        telling.changed.connect(self._build)

    def show_view(
        self,
        view: ScoreView,
        *,
        missing: Sequence[MissingLine] = (),
        was: str = "",
        brief: bool = False,
    ) -> None:
        """Show a score.

        Args:
            view: as much of it as may be shown.
            missing: the view's openings in words.
            was: the score of the revision before, where it was another one.
            brief: leave out what is missing and how good the pack is; the caller shows terms there.
        """
        self._show = lambda: _inner(view, missing, was, brief)
        self._build()

    def _build(self) -> None:
        if self._show is None:
            return
        if self._inner is not None:
            self._rows.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = self._show()
        self._rows.addWidget(self._inner)
        texts = (part.text() for part in self._inner.findChildren(Words))
        self.setAccessibleName(" ".join((tr("score.provisional"), *texts)))


def verdict_words(judged: Judged) -> str:
    """Say what a score says of one cut-off."""
    ending = "_equivalent" if judged.cutoff.by_equivalence and judged.verdict.on_this_scale else ""
    return tr(f"score.{judged.verdict.value}{ending}", **_facts(judged))


def _inner(view: ScoreView, missing: Sequence[MissingLine], was: str, brief: bool) -> QWidget:
    widget = QWidget()
    rows = QVBoxLayout(widget)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(4)
    rows.addLayout(_head(brief))
    if view.display is Display.HIDDEN:
        rows.addWidget(Words(TextRole.NOTE, Role.INK_2, tr("score.hidden"), wrap=True))
        return widget
    if view.score is not None:
        rows.addLayout(_figures(view.score, view.pack, was, TextRole.FIGURE if brief else TextRole.SCORE))
    _add_judgements(rows, view)
    ruler = _ruler(view)
    if ruler is not None:
        rows.addWidget(ruler)
    rows.addWidget(Words(TextRole.NOTE, Role.INK_2, tr("score.decides_nothing"), wrap=True))
    if view.score is None:
        rows.addWidget(Words(TextRole.NOTE, Role.INK_3, tr("score.band_only"), wrap=True))
    if not brief:
        _add_missing(rows, missing)
        _add_pack(rows, view)
    return widget


def _head(brief: bool) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(Words(TextRole.ANSWER if brief else TextRole.DIALOG_TITLE, Role.INK, tr("score.title")))
    row.addStretch(1)
    row.addWidget(Stamp())
    return row


def _figures(score: Score, pack: ScorePack | None, was: str, size: TextRole) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Words(size, Role.INK, span(score.low, score.high), urdu=False))
    if pack is not None:
        row.addWidget(Words(TextRole.LINE, Role.INK_2, tr("score.of", most=_figure(pack.scale.high))))
    if was:
        row.addWidget(Words(TextRole.NOTE, Role.INK_2, tr("score.was", was=was)))
    row.addStretch(1)
    return row


def _add_judgements(rows: QVBoxLayout, view: ScoreView) -> None:
    for judged in view.judged:
        rows.addWidget(Words(TextRole.ANSWER, Role.INK, verdict_words(judged), wrap=True))
        if not judged.verdict.on_this_scale:
            why = tr(_WHY[judged.verdict], **_facts(judged))
            rows.addWidget(Words(TextRole.NOTE, Role.INK_2, why, wrap=True))


def _ruler(view: ScoreView) -> ScoreRuler | None:
    """Draw the ruler if anything may be shown on it: the number, or a cut-off of this scale."""
    cutoff, said = _line_of(view)
    if view.pack is None or (view.score is None and cutoff is None):
        return None
    scale = view.pack.scale
    block = (float(view.score.low), float(view.score.high)) if view.score else None
    line = float(cutoff) if cutoff is not None else None
    return ScoreRuler(RulerFacts(float(scale.low), float(scale.high), block, line, said))


def _line_of(view: ScoreView) -> tuple[Decimal | None, str]:
    """The cut-off in force on this scale, or else, beside a number, the one at which the pack was measured."""
    judged = view.headline
    if judged and judged.verdict.on_this_scale:
        return judged.cutoff.value, tr("score.cutoff", cutoff=_figure(judged.cutoff.value))
    measured = (
        next((found.cutoff for found in view.pack.accuracy if found.cutoff is not None), None) if view.pack else None
    )
    if measured is None or view.score is None:
        return None, ""
    return measured, tr("score.measured_at", cutoff=_figure(measured))


def _add_missing(rows: QVBoxLayout, missing: Sequence[MissingLine]) -> None:
    rows.addSpacing(8)
    rows.addWidget(Words(TextRole.NOTE_STRONG, Role.INK, tr("score.missing")))
    if not missing:
        rows.addWidget(Words(TextRole.NOTE, Role.INK_2, tr("score.nothing_missing"), wrap=True))
    for line in missing:
        row = QHBoxLayout()
        number = Words(TextRole.NOTE, Role.INK_3, line.number, urdu=False)
        number.setFixedWidth(34)
        row.addWidget(number)
        row.addWidget(Words(TextRole.NOTE, Role.INK, line.question, wrap=True), 1)
        row.addWidget(Words(TextRole.NOTE, Role.INK_2, "\n".join(part for part in (line.why, line.points) if part)))
        rows.addLayout(row)
        rows.addWidget(RuledLine())


def _add_pack(rows: QVBoxLayout, view: ScoreView) -> None:
    rows.addSpacing(8)
    rows.addWidget(Words(TextRole.NOTE_STRONG, Role.INK, tr("score.pack")))
    rows.addWidget(Words(TextRole.NOTE, Role.INK_2, pack_words(view), wrap=True))


def _facts(judged: Judged) -> dict[str, str | int]:
    return {"cutoff": _figure(judged.cutoff.value), "programme": judged.cutoff.programme}


_WHY: Mapping[Verdict, str] = {
    Verdict.NO_SCALE: "score.why_no_scale",
    Verdict.OTHER_SCALE: "score.why_other_scale",
}


def _figure(value: Decimal) -> str:
    return format(value, "f")
