"""What all small windows share: a bordered panel over the dimmed page, a title, a sentence, buttons with their keys."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole, text_font
from enumerator.ui.telling import direction, is_urdu
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.painting import panel, text_width
from enumerator.ui.widgets.words import Words

__all__ = ["ENTER", "Panel"]

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

_WIDTH, _INSET, _BESIDE_TITLE, _DIMMED = 480, 24, 32, 0.4


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

    closing: ClassVar[frozenset[Qt.Key]] = frozenset()
    """Keys that close a panel which asks nothing."""

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
        self._caret: QWidget | None = None
        self._caret_at = 0
        self._dimmer = _Dimmer(parent.window())
        self._dimmer.hide()
        self.finished.connect(self._dimmer.deleteLater)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_INSET, 18, _INSET, 20)
        self.body.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(10)
        if icon:
            top.addWidget(IconMark(icon, Role.INK_2 if tone is Role.EDGE else tone), 0, Qt.AlignmentFlag.AlignVCenter)
        room = width - 2 * _INSET - (_BESIDE_TITLE if icon else 0)
        is_long = text_width(title, text_font(TextRole.DIALOG_TITLE, is_urdu())) > room
        top.addWidget(Words(TextRole.DIALOG_TITLE, Role.INK, title, wrap=is_long), 1)
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

    def put_aside(self) -> None:
        """Be neither seen nor answered for a while; what was typed stays."""
        self._caret = caret = self.focusWidget()
        self._caret_at = caret.cursorPosition() if isinstance(caret, QLineEdit) else 0
        self.hide()

    def bring_back(self) -> None:
        """Be asked again, the caret where it was."""
        self.open()
        self.activateWindow()
        if self._caret is not None:
            self._caret.setFocus()
        if isinstance(self._caret, QLineEdit):
            # Qt selects the whole field of a dialog that opens; the next letter would take the place of all of it.
            self._caret.deselect()
            self._caret.setCursorPosition(self._caret_at)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The page is light again."""
        self._dimmer.hide()
        super().hideEvent(event)

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
        if event.key() in self.closing:
            self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.reject()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the panel."""
        painter = QPainter(self)
        width = 1 if self._tone is Role.EDGE else 2
        panel(painter, QRectF(self.rect()), fill=Role.SHEET, border=self._tone, width=width, radius=SIZES.radius_sheet)
        painter.end()
