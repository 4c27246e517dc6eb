"""Opening the windows: Qt, fonts, the look, the language, the trial centre at a first start, then the entrance."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from importlib import import_module
from threading import Thread

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QStyleFactory,
    QVBoxLayout,
    QWidget,
)

from enumerator.domain.slip import SlipContent
from enumerator.errors import WorldFault
from enumerator.settings import notes_folder, registry_address, store_folder, trial_folder
from enumerator.store import Desk
from enumerator.surroundings import Surroundings, Windows
from enumerator.trial.registry import RegistryDidNotStart, TrialRegistry
from enumerator.ui.at_desk import LinkWatch
from enumerator.ui.dialogs.last_resort import LastResort
from enumerator.ui.dialogs.not_opened import NotOpened
from enumerator.ui.look import Role, TextRole, Theme, apply, current, text_font
from enumerator.ui.main_window import MainWindow
from enumerator.ui.measures import Measures
from enumerator.ui.premises import FindRegistry, Premises
from enumerator.ui.star import star
from enumerator.ui.telling import is_urdu, telling, tr
from enumerator.ui.typefaces import load_typefaces
from enumerator.ui.widgets.card import Sheet
from enumerator.ui.widgets.words import Words
from enumerator.workflow.ports import Clock, SlipPrinter
from enumerator.workflow.trial_centre import TrialCentre, open_or_make_trial

__all__ = ["dress", "open_premises", "run_windows"]

_DRAWN_FOR = QSize(1366, 768)
_ICON = 64
_SIGNALS_MILLISECONDS = 250
_WANTED_NEXT = ("sqlite_utils.migrations", "sync.transport", "forms.pmt")


def run_windows(wanted: Windows, world: Surroundings) -> int:
    """Open the windows and stay until they are closed.

    Args:
        wanted: which desk, language and theme.
        world: the clock, the printer of slips, and where to tell what stands in the way.

    Returns: the exit status.

    Raises:
        WorldFault: there is no desk to open and none could be made.
    """
    application = _application()
    telling.language = wanted.language
    dress(application, Theme.named(wanted.theme))
    with ExitStack() as open_until_the_end:
        try:
            premises = open_until_the_end.enter_context(open_premises(wanted, world))
        except WorldFault as fault:
            # A program without a terminal would end without a word.
            _say(fault, application)
            raise
        window = MainWindow(premises)
        last_resort = LastResort(window, notes_folder(), world.clock)
        last_resort.install()
        try:
            with _closing_on_signals(window):
                _show(window)
                QTimer.singleShot(_SIGNALS_MILLISECONDS, window, _load_what_comes_next)
                return application.exec()
        finally:
            last_resort.remove()


def _say(fault: WorldFault, application: QApplication) -> None:
    """Say it in the middle of the screen, since there is no window to say it over."""
    screen = QWidget()
    screen.setGeometry(application.primaryScreen().availableGeometry())
    NotOpened(screen, fault).exec()


def dress(application: QApplication, theme: Theme = Theme.LIGHT) -> None:
    """Give an application the desk's fonts, measures and colours."""
    load_typefaces()
    # Without a parent Python would let go of the base style while the proxy still leans on it.
    application.setStyle(Measures(QStyleFactory.create("Fusion")))
    application.setFont(text_font(TextRole.LINE, is_urdu()))
    apply(application, theme)
    application.setWindowIcon(_icon())
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_urdu() else Qt.LayoutDirection.LeftToRight)


def _load_what_comes_next() -> None:
    """Load what a sign-in needs while the passphrase is being typed: modules without Qt, on a thread of their own."""
    Thread(target=lambda: [import_module(name) for name in _WANTED_NEXT], name="loading").start()


class _PrinterWhenNeeded:
    """Makes the drawer of slips for the first slip: the sign-in page does not wait for it."""

    def __init__(self, make: Callable[[], SlipPrinter]) -> None:
        self._made = cache(make)

    def render(self, content: SlipContent) -> bytes:
        """Draw a slip as a PDF page."""
        return self._made().render(content)


def _watch(desk: Desk, clock: Clock, find_registry: FindRegistry) -> LinkWatch:
    from enumerator.ui.sync_watch import SyncWatch  # the way to the registry is loaded once somebody has signed in

    return SyncWatch(desk, clock, find_registry)


@contextmanager
def open_premises(wanted: Windows, world: Surroundings) -> Iterator[Premises]:
    """Find the desk that is wanted: the real one if it was set up, else the trial centre, made at the first start."""
    at = partial(Premises, clock=world.clock, printer=_PrinterWhenNeeded(world.slip_printer), make_watch=_watch)
    store = store_folder(wanted.store)
    if wanted.store or (wanted.trial_folder is None and store.exists()):
        known = registry_address(wanted.registry)
        yield at(folder=store, registry_url=lambda: known)
        return
    with _told_to_wait():
        has_registry = TrialRegistry.available()
        folder = trial_folder(wanted.trial_folder)
        trial = open_or_make_trial(folder, world.clock, TrialRegistry if has_registry else None)
    with _registry_beside(trial) as address:
        yield at(folder=trial.desk_folder, registry_url=address, people=trial.people)


@contextmanager
def _registry_beside(trial: TrialCentre) -> Iterator[FindRegistry]:
    """Start the trial's registry while the person reads the sign-in page; stop it at the end.

    One that does not start holds nobody up: the desk works without a link, and the link's chip says so.
    """
    folder = trial.registry_folder
    if folder is None or not TrialRegistry.available():
        yield lambda: None
        return
    with ExitStack() as running, ThreadPoolExecutor(max_workers=1) as beside:
        started = beside.submit(running.enter_context, TrialRegistry(folder).serving())

        def find() -> str | None:
            try:
                return started.result()
            except (RegistryDidNotStart, OSError):
                return None

        yield find


@contextmanager
def _told_to_wait() -> Iterator[None]:
    """Say what is being made, on a small sheet of its own, if it takes a moment."""
    sheet = Sheet()
    sheet.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    sheet.setWindowTitle(tr("window.registry"))
    rows = QVBoxLayout(sheet)
    rows.setContentsMargins(32, 24, 32, 24)
    rows.addWidget(Words(TextRole.DIALOG_TITLE, Role.INK, tr("window.making_title")))
    rows.addWidget(Words(TextRole.LINE, Role.INK_2, tr("window.making")))
    sheet.show()
    QApplication.processEvents()
    try:
        yield
    finally:
        sheet.close()
        sheet.deleteLater()


@contextmanager
def _closing_on_signals(window: QWidget) -> Iterator[None]:
    """Let the system's wish to end close the window as a hand would, so that the store is closed too."""

    def close(_number: int, _frame: object) -> None:
        window.close()

    before = {number: signal.signal(number, close) for number in (signal.SIGINT, signal.SIGTERM)}
    # Python looks at signals between two of its own steps only; Qt, left alone, would sleep through them.
    awake = QTimer(window, interval=_SIGNALS_MILLISECONDS)
    awake.timeout.connect(lambda: None)
    awake.start()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _application() -> QApplication:
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(sys.argv[:1])


def _show(window: QWidget) -> None:
    """Fill a small screen; on a large one take the size that the pages are drawn for."""
    room = window.screen().availableGeometry()
    window.resize(_DRAWN_FOR.boundedTo(room.size()))
    if room.width() < _DRAWN_FOR.width() * 1.2:
        window.showMaximized()
    else:
        window.move(room.center() - window.rect().center())
        window.show()


def _icon() -> QIcon:
    pixmap = QPixmap(_ICON, _ICON)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, _ICON, _ICON)
    painter.fillPath(star(QPointF(box.center()), _ICON / 2 - 1), current().colour(Role.HERE))
    painter.end()
    return QIcon(pixmap)
