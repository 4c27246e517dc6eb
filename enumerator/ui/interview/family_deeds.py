"""What the keys do with the members of the family: the next one, the one before, adding, taking out, bringing back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from enumerator.ui.interview.conduct import FAMILY, Conduct
from enumerator.ui.interview.outline import MEMBER, ROSTER, member_of
from enumerator.ui.interview.removal import Removed
from enumerator.ui.page import Toast
from enumerator.ui.telling import tr

__all__ = ["FamilyDeeds"]


class FamilyDeeds:
    """Works on the conduct; the page takes the typed answer before and shows what came of it."""

    def __init__(
        self,
        conduct: Conduct,
        *,
        took: Callable[[], bool],
        show: Callable[[], None],
        say: Callable[[str], None],
        toast: Callable[[Toast], None],
    ) -> None:
        """Learn how to speak to the page.

        Args:
            conduct: where the interview stands.
            took: hands the typed answer over; answers whether one may go on.
            show: shows where the interview stands now.
            say: tells the officer one sentence about the last key.
            toast: offers to undo.
        """
        self._conduct, self._took, self._show, self._say, self._toast = conduct, took, show, say, toast

    def open(self, position: int) -> None:
        """Open the questions of the member on a row."""
        self._conduct.go(f"{MEMBER}[{position}]/relation")
        self._show()

    def add(self) -> None:
        """Add a member and open their first question."""
        if self._took():
            self._conduct.add_member()
            self._show()

    def after(self) -> None:
        """Go to the next member; after the last one, and in the grid, add one. Elsewhere F3 means nobody."""
        if self._conduct.place.section != ROSTER or not self._took():
            return
        if not self._conduct.member_beside(1):
            self._conduct.add_member()
        self._show()

    def before(self) -> None:
        """Go to the member before; in the grid, to the row above."""
        if self._conduct.place.section != ROSTER or not self._took():
            return
        if self._conduct.place == FAMILY:
            self._conduct.stand_on(max(1, self._conduct.row - 1))
        else:
            self._conduct.member_beside(-1)
        self._show()

    def remove(self) -> None:
        """Take the member of the caret's row, or the open one, out; the toast brings them back."""
        conduct = self._conduct
        position = member_of(conduct.at) if conduct.at else conduct.row
        if conduct.place.section != ROSTER or not 1 <= position <= conduct.count():
            return
        if position == 1:
            self._say(tr("interview.head_stays"))
            return
        removed = conduct.remove_member(position)
        self._show()
        said = tr("interview.member_removed", number=position)
        self._toast(Toast(said, "Ctrl+Z", tr("interview.bring_back"), partial(self._bring_back, removed)))

    def _bring_back(self, removed: Removed) -> None:
        self._conduct.bring_back(removed)
        self._show()
