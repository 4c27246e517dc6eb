"""Takes all pictures: makes the day once, and for each language opens the window on a copy of it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from enumerator.errors import InputFault
from enumerator.named_file import named
from enumerator.surroundings import Pictures, Surroundings
from enumerator.trial.day import Day, make_day
from enumerator.ui.application import dress
from enumerator.ui.look import Theme, apply, current
from enumerator.ui.screenshots.scenes import SCENES, Scene, chosen
from enumerator.ui.screenshots.stage import Stage
from enumerator.ui.telling import telling
from resources.wording import LANGUAGES

__all__ = ["take_pictures"]

_SMALLEST = 0
"""Qt's word for PNG pressed as hard as it can be; nothing is lost."""


def take_pictures(wanted: Pictures, world: Surroundings, make: Callable[[Path], Day] = make_day) -> int:
    """Take the pictures that are wanted into a folder, which is made if it is not there.

    Nothing is shown on a screen: Qt draws into memory, the same on every machine.

    Args:
        wanted: which, and where they go.
        world: is told how far things are.
        make: lets the days pass at a trial centre in an empty folder.

    Raises:
        InputFault: no page has that name, or the folder cannot be written.
    """
    scenes = chosen(wanted.only)
    if not scenes:
        raise InputFault(part="only", finding=f"known are {', '.join(scene.name for scene in SCENES)}")
    folder = Path(wanted.folder)
    with named("folder"):
        folder.mkdir(parents=True, exist_ok=True)
    application = _application()
    languages = (wanted.language,) if wanted.language else LANGUAGES
    theme, before = Theme.named(wanted.theme), telling.language
    with tempfile.TemporaryDirectory(prefix="pser-pictures-") as temporary:
        made = Path(temporary) / "made"
        made.mkdir()
        day = make(made)
        for language in languages:
            copy = Path(temporary) / language
            shutil.copytree(made, copy)
            telling.language = language
            dress(application, theme)
            _take_all(replace(day, trial=replace(day.trial, folder=copy)), scenes, theme, folder, world)
    telling.language = before
    world.say(f"{len(scenes) * len(languages)} pictures in {folder}")
    return 0


def _take_all(day: Day, scenes: tuple[Scene, ...], theme: Theme, folder: Path, world: Surroundings) -> None:
    application = _application()
    with Stage(day).open() as stage:
        for done, scene in enumerate(scenes, start=1):
            if current().theme is not (scene.theme or theme):
                apply(application, scene.theme or theme)
            stage.enter(scene.who)
            scene.prepare(stage)
            file = folder / f"{scene.name}-{telling.language}.png"
            with named("folder"):
                stage.picture(scene.scale).save(str(file), quality=_SMALLEST)
            stage.close_dialogs()
            scene.after(stage)
            world.progress(f"pictures ({telling.language})", done, len(scenes))
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _application() -> QApplication:
    """Take the one that runs, or begin one that draws into memory with a caret that does not blink."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    application.setCursorFlashTime(0)
    return application
