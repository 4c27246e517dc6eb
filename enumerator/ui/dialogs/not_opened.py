"""What is said when there is no window yet to say it in: why the desk was not opened."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from enumerator.errors import WorldFault
from enumerator.ui.dialogs.panel import ENTER, Panel
from enumerator.ui.look import Role
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.icons import Icon

__all__ = ["NotOpened"]


class NotOpened(Panel):
    """Says the fault, and is closed."""

    closing = ENTER

    def __init__(self, parent: QWidget, fault: WorldFault) -> None:
        super().__init__(
            parent,
            title=tr("dialog.not_opened"),
            sentence=tr(fault.code, **fault.facts),
            icon=Icon.HARD,
            tone=Role.HARD,
        )
        self.setObjectName("not_opened")
        close = KeyButton(tr("window.close"), "Enter", primary=True)
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.add_buttons(close)
        self.setFocus()
