"""What the keys do with the members of the family: the next one, the one before, adding, taking out, bringing back."""

from __future__ import annotations

from collections.abc import Callable

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
        self._removed: list[Removed] = []

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
        """Take the member of the caret's row, or the open one, out; they may come back while the interview is open."""
        conduct = self._conduct
        position = member_of(conduct.at) if conduct.at else conduct.row
        if conduct.place.section != ROSTER or not 1 <= position <= conduct.count():
            return
        if position == 1:
            self._say(tr("interview.head_stays"))
            return
        self._removed.append(conduct.remove_member(position))
        self._show()
        self._offer(tr("interview.member_removed", number=position))

    def bring_back(self) -> None:
        """Put the member back who was taken out last; the one before them may come back next."""
        if not self._removed or not self._took():
            return
        self._conduct.bring_back(self._removed.pop())
        self._show()
        if self._removed:
            self._offer(self._count())

    def _offer(self, said: str) -> None:
        said = said if len(self._removed) == 1 else self._count()
        self._toast(Toast(said, "Ctrl+Z", tr("interview.bring_back"), self.bring_back))

    def _count(self) -> str:
        return tr("interview.members_removed", count=len(self._removed))
