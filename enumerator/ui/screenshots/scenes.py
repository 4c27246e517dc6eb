"""The table of pictures: each one's name, the page it shows, who sits there, and how the window comes to stand so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from enumerator.domain.officer import Role
from enumerator.ui.destinations import (
    Finished,
    Home,
    Interview,
    Officers,
    Packs,
    Questionnaires,
    Review,
    SignIn,
    Supervisor,
)
from enumerator.ui.dialogs.last_resort import LastResortDialog
from enumerator.ui.look import Theme
from enumerator.ui.screenshots.next_year import move_seen, newer_seen, questionnaires, read, taken_back
from enumerator.ui.screenshots.packs import pack_read, pack_refused, packs
from enumerator.ui.screenshots.stage import Stage

__all__ = ["SCENES", "Scene", "chosen"]

_ASSETS, _LIVELIHOOD, _REGISTRATION = "/data/assets", "/data/livelihood", "/data/registration"
_TOILET, _TWICE = f"{_ASSETS}/toilet", "/data/roster/member[5]/cnic"
_NOTE_PLACE = "pser-enumerator/notes/unexpected.txt"


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture.

    Attributes:
        name: of the file, without its language.
        page: the destination whose page it shows.
        who: sits there; nobody before the sign-in.
        prepare: leads the window there from wherever it stands.
        theme: the colours; None for those that were asked for.
        scale: of the screen, 1.5 where everything is shown at 150 %.
        after: puts back what `prepare` typed, so that no picture depends on the one before.
    """

    name: str
    page: type
    who: Role | None
    prepare: Callable[[Stage], None]
    theme: Theme | None = None
    scale: float = 1.0
    after: Callable[[Stage], None] = lambda _stage: None


def _nothing(_stage: Stage) -> None:
    """The window stands there already."""


def _refused(stage: Stage) -> None:
    stage.press("Alt+2")
    stage.write("x")
    stage.press("Return")
    stage.wait(stage.find(QAbstractButton, "open").isEnabled)


def _home(stage: Stage) -> None:
    stage.go(Home())


def _home_typed(stage: Stage) -> None:
    stage.go(Home())
    stage.write("35302428")


def _home_known(stage: Stage) -> None:
    stage.go(Home())
    desk = stage.window.at_desk.desk if stage.window.at_desk else None
    row = desk.surveys.row(stage.day.asking) if desk else None
    stage.write(row.head_cnic if row else "")


def _home_search(stage: Stage) -> None:
    stage.go(Home())
    stage.press("Ctrl+F")
    stage.write("Muh")


def _resumed(stage: Stage) -> None:
    """A draft of the home page, opened by its key."""
    stage.go(Home())
    stage.press("Alt+4")


def _at(ref: str) -> Callable[[Stage], None]:
    return lambda stage: stage.go(Interview(stage.day.asking, ref))


def _typed(ref: str, text: str) -> Callable[[Stage], None]:
    def prepare(stage: Stage) -> None:
        stage.go(Interview(stage.day.asking, ref))
        stage.write(text)

    return prepare


def _put_back(stage: Stage) -> None:
    stage.press("Escape")


def _family(stage: Stage) -> None:
    stage.go(Interview(stage.day.asking, "/data/roster/member[2]/relation"))
    stage.press("F7", "Down", "Down", "Down")


def _locked(stage: Stage) -> None:
    _at(_TOILET)(stage)
    stage.window.lock(5)
    stage.settle()


def _question_help(stage: Stage) -> None:
    _at(_TOILET)(stage)
    stage.press("F1")


def _keys_sheet(stage: Stage) -> None:
    _at(_TOILET)(stage)
    stage.press("F1", "F1")


def _asked_where(stage: Stage) -> None:
    _at(_TOILET)(stage)
    stage.press("F6")
    stage.write("water")


def _asked_note(stage: Stage) -> None:
    _at(_TOILET)(stage)
    stage.press("Ctrl+N")


def _asked_why(stage: Stage) -> None:
    _at(f"{_ASSETS}/rooms")(stage)
    stage.press("F2")


def _last_resort(stage: Stage) -> None:
    _at(_TOILET)(stage)
    LastResortDialog(stage.window, _NOTE_PLACE).open()
    stage.settle()


def _removed(stage: Stage) -> None:
    stage.go(Interview(stage.day.begun))
    stage.press("F7")
    stage.press("F4")


def _review(stage: Stage) -> None:
    stage.go(Review(stage.day.asking))


def _clean_review(stage: Stage) -> None:
    stage.go(Review(stage.day.whole))


def _finished(*keys: str) -> Callable[[Stage], None]:
    def prepare(stage: Stage) -> None:
        stage.go(Finished(stage.day.finished))
        stage.press(*keys)

    return prepare


def _copied_slip(stage: Stage) -> None:
    stage.go(Finished(stage.day.with_warnings))


def _supervisor(which: Callable[[Stage], str], *keys: str) -> Callable[[Stage], None]:
    def prepare(stage: Stage) -> None:
        stage.go(Supervisor(which(stage)))
        stage.press(*keys)

    return prepare


def _queue(_stage: Stage) -> str:
    return ""


def _officers(*keys: str) -> Callable[[Stage], None]:
    def prepare(stage: Stage) -> None:
        stage.go(Officers())
        stage.press(*keys)

    return prepare


def _new_officer(stage: Stage) -> None:
    stage.go(Officers())
    for field, text in (
        ("officer_name", "Sadia Noreen"),
        ("officer_passphrase", "quiet canal"),
        ("officer_again", "quiet river"),
    ):
        stage.find(QLineEdit, field).setFocus()
        stage.write(text)
    stage.press("Ctrl+Return")


_N, _R = Role.OFFICER, Role.SUPERVISOR

SCENES: tuple[Scene, ...] = (
    Scene("sign-in", SignIn, None, _nothing),
    Scene("sign-in-refused", SignIn, None, _refused),
    Scene("home", Home, _N, _home),
    Scene("home-typed", Home, _N, _home_typed),
    Scene("home-known", Home, _N, _home_known),
    Scene("home-search", Home, _N, _home_search),
    Scene("interview", Interview, _N, _at(_TOILET)),
    Scene("interview-dark", Interview, _N, _at(_TOILET), theme=Theme.DARK),
    Scene("interview-contrast", Interview, _N, _at(_TOILET), theme=Theme.HIGH_CONTRAST),
    Scene("interview-150", Interview, _N, _at(_TOILET), scale=1.5),
    Scene("interview-several", Interview, _N, _at(f"{_REGISTRATION}/documents_seen")),
    Scene("interview-text", Interview, _N, _at(f"{_REGISTRATION}/applicant_name")),
    Scene("interview-cnic", Interview, _N, _at(f"{_REGISTRATION}/applicant_cnic")),
    Scene("interview-money", Interview, _N, _at(f"{_LIVELIHOOD}/income_monthly")),
    Scene("interview-hard", Interview, _N, _at(_TWICE)),
    Scene("interview-soft", Interview, _N, _at(f"{_ASSETS}/rooms")),
    Scene("interview-resumed", Interview, _N, _resumed),
    Scene("interview-ask", Interview, _N, _asked_why),
    Scene("interview-go-to", Interview, _N, _asked_where),
    Scene("interview-note", Interview, _N, _asked_note),
    Scene("interview-help", Interview, _N, _question_help),
    Scene("keys", Interview, _N, _keys_sheet),
    Scene("last-resort", Interview, _N, _last_resort),
    Scene("roster", Interview, _N, _family),
    Scene("roster-150", Interview, _N, _family, scale=1.5),
    Scene("review", Review, _N, _review),
    Scene("review-150", Review, _N, _review, scale=1.5),
    Scene("review-clean", Review, _N, _clean_review),
    Scene("finished", Finished, _N, _finished()),
    Scene("finished-programmes", Finished, _N, _finished("Ctrl+2")),
    Scene("finished-copy", Finished, _N, _copied_slip),
    Scene("lock", SignIn, _N, _locked),
    Scene("roster-removed", Interview, _N, _removed),
    Scene("interview-typed", Interview, _N, _typed(_TOILET, "f"), after=_put_back),
    Scene("supervisor", Supervisor, _R, _supervisor(_queue)),
    Scene("supervisor-warnings", Supervisor, _R, _supervisor(lambda stage: stage.day.with_warnings, "Ctrl+4")),
    Scene("supervisor-changes", Supervisor, _R, _supervisor(lambda stage: stage.day.corrected, "Ctrl+3")),
    Scene("supervisor-score", Supervisor, _R, _supervisor(lambda stage: stage.day.finished)),
    Scene("supervisor-family", Supervisor, _R, _supervisor(lambda stage: stage.day.finished, "Ctrl+5")),
    Scene("supervisor-programmes", Supervisor, _R, _supervisor(lambda stage: stage.day.finished, "Ctrl+6")),
    Scene("supervisor-terms", Supervisor, _R, _supervisor(lambda stage: stage.day.finished, "Ctrl+D")),
    Scene("finished-number", Finished, _R, _finished()),
    Scene("finished-terms", Finished, _R, _finished("Ctrl+D")),
    Scene("supervisor-return", Supervisor, _R, _supervisor(lambda stage: stage.day.corrected, "Ctrl+R")),
    Scene("home-supervisor", Home, _R, _home),
    Scene("officers", Officers, _R, _officers()),
    Scene("officers-new", Officers, _R, _new_officer),
    Scene("officers-suspend", Officers, _R, _officers("Down", "F4")),
    Scene("questionnaires", Questionnaires, _R, questionnaires),
    Scene("questionnaires-force", Questionnaires, _R, lambda stage: questionnaires(stage, "Down", "F2")),
    Scene("questionnaires-findings", Questionnaires, _R, partial(read, faulty=True)),
    Scene("questionnaires-accepted", Questionnaires, _R, partial(read, faulty=False)),
    Scene("packs", Packs, _R, packs),
    Scene("packs-force", Packs, _R, lambda stage: packs(stage, "Down", "F2")),
    Scene("packs-read", Packs, _R, pack_read),
    Scene("packs-refused", Packs, _R, pack_refused),
    Scene("newer", Interview, _R, newer_seen, after=taken_back),
    Scene("newer-move", Interview, _R, move_seen, after=taken_back),
)


def chosen(only: Sequence[str]) -> tuple[Scene, ...]:
    """Take the scenes of some pages: those whose name is one of the words or goes on from it; without words all."""
    return tuple(scene for scene in SCENES if not only or any(f"{scene.name}-".startswith(f"{word}-") for word in only))
