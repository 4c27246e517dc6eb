"""Opening the windows: Qt, fonts, the look, the language, the trial centre at a first start, then the entrance."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleHintReturn,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from enumerator.settings import notes_folder, registry_address, store_folder, trial_folder
from enumerator.surroundings import Surroundings, Windows
from enumerator.trial.registry import TrialRegistry
from enumerator.ui.dialogs.last_resort import LastResort
from enumerator.ui.look import Role, TextRole, Theme, apply, current, text_font
from enumerator.ui.main_window import MainWindow
from enumerator.ui.premises import Premises
from enumerator.ui.star import star
from enumerator.ui.sync_watch import SyncWatch
from enumerator.ui.telling import is_urdu, telling, tr
from enumerator.ui.typefaces import load_typefaces
from enumerator.ui.widgets.card import Sheet
from enumerator.ui.widgets.words import Words
from enumerator.workflow.trial_centre import TrialCentre, open_or_make_trial

__all__ = ["dress", "open_premises", "run_windows"]

_DRAWN_FOR = QSize(1366, 768)
_ICON = 64
_SIGNALS_MILLISECONDS = 250


class _Measures(QProxyStyle):
    """Fusion with a caret two pixels wide and small bullets for a passphrase."""

    def pixelMetric(  # noqa: N802 - Qt's name
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Answer the measures that are the look's."""
        if metric is QStyle.PixelMetric.PM_TextCursorWidth:
            return 2
        return super().pixelMetric(metric, option, widget)

    def styleHint(  # noqa: N802 - Qt's name
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Answer the habits that are the look's."""
        if hint is QStyle.StyleHint.SH_LineEdit_PasswordCharacter:
            return ord("•")
        return super().styleHint(hint, option, widget, returned)


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
    with open_premises(wanted, world) as premises:
        window = MainWindow(premises)
        last_resort = LastResort(window, notes_folder(), world.clock)
        last_resort.install()
        try:
            with _closing_on_signals(window):
                _show(window)
                return application.exec()
        finally:
            last_resort.remove()


def dress(application: QApplication, theme: Theme = Theme.LIGHT) -> None:
    """Give an application the desk's fonts, measures and colours."""
    load_typefaces()
    # Without a parent Python would let go of the base style while the proxy still leans on it.
    application.setStyle(_Measures(QStyleFactory.create("Fusion")))
    application.setFont(text_font(TextRole.LINE, is_urdu()))
    apply(application, theme)
    application.setWindowIcon(_icon())
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_urdu() else Qt.LayoutDirection.LeftToRight)


@contextmanager
def open_premises(wanted: Windows, world: Surroundings) -> Iterator[Premises]:
    """Find the desk that is wanted: the real one if it was set up, else the trial centre, made at the first start."""
    at = partial(Premises, clock=world.clock, printer=world.slip_printer(), make_watch=SyncWatch)
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
def _registry_beside(trial: TrialCentre) -> Iterator[Callable[[], str | None]]:
    """Start the trial's registry while the person reads the sign-in page; stop it at the end."""
    folder = trial.registry_folder
    if folder is None or not TrialRegistry.available():
        yield lambda: None
        return
    with ExitStack() as running, ThreadPoolExecutor(max_workers=1) as beside:
        started = beside.submit(running.enter_context, TrialRegistry(folder).serving())
        yield started.result


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
    yield
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
