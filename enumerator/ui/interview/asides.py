"""What the interview asks over itself: help, where to go, why a warning is right; and that an answer is too long."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from enumerator.errors import AnswerTooLong
from enumerator.ui.dialogs.ask import Blocking, Reason
from enumerator.ui.dialogs.go_to_panel import GoToPanel
from enumerator.ui.dialogs.question_help import QuestionHelp
from enumerator.ui.interview.conduct import Conduct
from enumerator.ui.interview.go_to import Target, targets
from enumerator.ui.interview.outline import line
from enumerator.ui.interview.page_facts import help_facts, other_language
from enumerator.ui.telling import tr
from enumerator.ui.widgets.icons import Icon
from forms import Violation

__all__ = ["Asides"]


class Asides:
    """Opens the small windows of one interview over its page."""

    def __init__(self, over: QWidget, conduct: Conduct) -> None:
        self._over, self._conduct = over, conduct

    def help(self, all_keys: Callable[[], object]) -> None:
        """Say what there is to know of the question; the family's page has its keys alone."""
        if self._conduct.at:
            QuestionHelp(self._over, help_facts(self._conduct), all_keys).open()
        else:
            all_keys()

    def ask_where(self, go_to: Callable[[str], object], go_to_section: Callable[[str], object]) -> None:
        """Ask for a question or a section by its number, words or name, and go there."""
        conduct = self._conduct
        found = targets(conduct.interview, conduct.plan, conduct.sections, conduct.language, other_language(conduct))

        def go(target: Target) -> None:
            (go_to_section if target.is_section else go_to)(target.ref)

        GoToPanel(self._over, found, go).open()

    def ask_why(self, found: Violation, confirmed: Callable[[], object]) -> None:
        """Ask why a soft violation is right all the same, and let the answer stand."""
        conduct = self._conduct
        number = line(conduct.interview, conduct.plan, found.ref, conduct.language).number
        Reason(
            self._over,
            title=tr("interview.why_right"),
            sentence=tr("interview.supervisor_reads", number=number, message=found.message),
            done=partial(self._confirm, found, confirmed),
        ).open()

    def ask_note(self, written: Callable[[], object]) -> None:
        """Take a note on the open question, or the one that stands there back."""
        conduct, ref = self._conduct, self._conduct.at
        number = line(conduct.interview, conduct.plan, ref, conduct.language).number

        def write(text: str) -> None:
            conduct.note(ref, text)
            written()

        Reason(
            self._over,
            title=tr("interview.note_on", number=number),
            sentence=tr("interview.supervisor_reads_note"),
            done=write,
            yes=tr("interview.write_down"),
            icon=Icon.EDIT,
            said=conduct.interview.state(ref).note,
            may_be_blank=True,
        ).open()

    def say_too_long(self, fault: AnswerTooLong, done: Callable[[], object]) -> None:
        """Say that an answer does not fit; F8 alone answers, so that nobody types on over it."""
        told, title = tr(fault.code, **fault.facts), tr("interview.too_long")
        Blocking(self._over, title=title, sentence=told, go=tr("interview.shorten"), done=done).open()

    def _confirm(self, found: Violation, confirmed: Callable[[], object], reason: str) -> None:
        self._conduct.confirm(found.ref, found.rule, reason)
        confirmed()
