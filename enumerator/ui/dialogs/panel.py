"""What all small windows share: a bordered panel over the dimmed page, a title, a sentence, buttons with their keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.telling import direction
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.painting import panel
from enumerator.ui.widgets.words import Words

__all__ = ["Panel"]

_WIDTH, _INSET, _DIMMED = 480, 24, 0.4


class _Dimmer(QWidget):
    """Darkens the page while the dialog is open."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Darken."""
        painter = QPainter(self)
        shade = QColor(Qt.GlobalColor.black)
        shade.setAlphaF(_DIMMED)
        painter.fillRect(self.rect(), shade)
        painter.end()


class Panel(QDialog):
    """A dialog that is opened with `open()` and tells by `accepted` or `rejected`; it deletes itself when closed."""

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        sentence: str = "",
        icon: Icon | None = None,
        tone: Role = Role.EDGE,
        width: int = _WIDTH,
    ) -> None:
        """Make the panel.

        Args:
            parent: the page or window it stands over.
            title: a few words, in the language of the windows.
            sentence: one or two sentences.
            icon: before the title.
            tone: the colour of border and icon; an edge is quiet.
            width: in pixels.
        """
        super().__init__(parent.window(), Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setModal(True)
        self.setLayoutDirection(direction())
        self.setFixedWidth(width)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self._tone = tone
        self._over = parent.window()
        self._dimmer = _Dimmer(parent.window())
        self._dimmer.hide()
        self.finished.connect(self._dimmer.hide)
        self.finished.connect(self._dimmer.deleteLater)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_INSET, 18, _INSET, 20)
        self.body.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(10)
        if icon:
            top.addWidget(IconMark(icon, Role.INK_2 if tone is Role.EDGE else tone), 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(Words(TextRole.DIALOG_TITLE, Role.INK, title), 1)
        self.body.addLayout(top)
        self.sentence = Words(TextRole.LINE, Role.INK_2, sentence, wrap=True)
        self.sentence.setVisible(bool(sentence))
        self.body.addWidget(self.sentence)

    def add_buttons(self, *buttons: KeyButton) -> None:
        """Put the buttons at the foot, the primary one first."""
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Dim the page and stand in its middle."""
        super().showEvent(event)
        over = self._over
        self._dimmer.setGeometry(over.rect())
        self._dimmer.show()
        self._dimmer.raise_()
        self.adjustSize()
        middle = over.mapToGlobal(over.rect().center())
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape goes back; every other key is each dialog's own."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the panel."""
        painter = QPainter(self)
        width = 1 if self._tone is Role.EDGE else 2
        panel(painter, QRectF(self.rect()), fill=Role.SHEET, border=self._tone, width=width, radius=SIZES.radius_sheet)
        painter.end()
