"""Whether a page may be left: one that could not keep something stays once; then the officer is told what is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from enumerator.ui.dialogs.ask import Confirm
from enumerator.ui.look import Role
from enumerator.ui.page import Page
from enumerator.ui.telling import tr
from enumerator.ui.widgets.icons import Icon

__all__ = ["LeaveTaking"]


class LeaveTaking:
    """Asks pages whether they let go. A full disk may be emptied; a damaged one must not hold anybody for ever."""

    def __init__(self, over: QWidget) -> None:
        self._over = over
        self._stayed_at: Page | None = None

    def lets_go(self, page: Page | None, leave: Callable[[], object], *, may_ask: bool) -> bool:
        """Ask a page to keep everything.

        Args:
            page: the one that stands open.
            leave: goes without what could not be kept; done when the officer says so.
            may_ask: whether its officer is there to answer.

        Returns: whether everything is kept.
        """
        if page is None:
            return True
        stayed_before, self._stayed_at = self._stayed_at is page, page
        try:
            kept = page.leave()
        except BaseException:
            # A bug is told by the last resort; a second one on the way out would hold the window for ever.
            if stayed_before and may_ask:
                self._ask(page, leave)
            raise
        if kept:
            self._stayed_at = None
        elif stayed_before and may_ask and page.unkept():
            self._ask(page, leave)
        return kept

    def _ask(self, page: Page, leave: Callable[[], object]) -> None:
        lost = page.unkept()
        Confirm(
            self._over,
            title=tr("window.leave_title"),
            sentence=tr("window.leave_lost", count=lost) if lost else tr("window.leave_maybe_lost"),
            yes=tr("window.leave"),
            done=leave,
            icon=Icon.DISK,
            tone=Role.HARD,
        ).open()
