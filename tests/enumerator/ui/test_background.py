"""Deeds beside the windows: one after the other, answered on the thread of the windows."""

from __future__ import annotations

import threading
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from enumerator.errors import DiskFull
from enumerator.ui.background import Fault, Runner


def nobody(_answer: object) -> None:
    raise AssertionError("not to be told")


def test_the_answer_comes_back_on_the_thread_of_the_windows(qtbot: QtBot) -> None:
    runner, told = Runner(), list[tuple[int, int]]()
    runner.run(threading.get_ident, lambda worker: told.append((worker, threading.get_ident())), nobody, owner=runner)
    assert runner.busy
    qtbot.waitUntil(lambda: not runner.busy)
    [(worker, listener)] = told
    assert listener == threading.get_ident() != worker
    runner.finish()


def test_deeds_queue(qtbot: QtBot) -> None:
    runner, done = Runner(), list[int]()
    at_once = threading.Semaphore(1)

    def deed(number: int) -> int:
        assert at_once.acquire(blocking=False)
        at_once.release()
        return number

    for number in range(20):
        runner.run(partial(deed, number), done.append, nobody, owner=runner)
    qtbot.waitUntil(lambda: not runner.busy)
    assert done == list(range(20))
    runner.finish()


def test_a_fault_of_the_world_is_told_apart_from_a_result(qtbot: QtBot) -> None:
    runner, faults = Runner(), list[Fault]()

    def deed() -> None:
        raise DiskFull

    runner.run(deed, nobody, faults.append, owner=runner)
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], DiskFull)
    runner.finish()


def test_a_bug_reaches_the_windows_own_hook(qtbot: QtBot) -> None:
    runner = Runner()

    def deed() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        runner.run(deed, nobody, nobody, owner=runner)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert not runner.busy
    runner.finish()


def test_nobody_is_told_after_the_end(qtbot: QtBot) -> None:
    runner = Runner()
    runner.run(lambda: 1, nobody, nobody, owner=runner)
    runner.finish()
    qtbot.wait(20)
    with pytest.raises(RuntimeError):
        runner.run(lambda: 1, nobody, nobody, owner=runner)


def test_an_answer_for_somebody_who_is_gone_is_dropped_and_the_deed_is_done(qtbot: QtBot) -> None:
    runner, owner, done = Runner(), QObject(), list[str]()
    gate = threading.Event()

    def deed() -> None:
        gate.wait(20)
        done.append("deed")

    runner.run(deed, nobody, nobody, owner=owner, ended=lambda: nobody(None))
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert done == ["deed"]
    runner.finish()


def test_the_end_is_told_after_a_bug_too(qtbot: QtBot) -> None:
    runner, told = Runner(), list[str]()

    def bug() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions():
        runner.run(bug, nobody, nobody, owner=runner, ended=lambda: told.append("ended"))
        qtbot.waitUntil(lambda: not runner.busy)
    assert told == ["ended"]
    runner.finish()


def test_how_far_a_deed_is_reaches_whoever_listens_now(qtbot: QtBot) -> None:
    runner, heard = Runner(), list[tuple[str, int, int, bool]]()
    windows = threading.get_ident()

    class Listener(QObject):
        def hear(self, step: str, done: int, total: int) -> None:
            heard.append((step, done, total, threading.get_ident() == windows))

    gone, there = Listener(), Listener()
    for listener in (gone, there):
        runner.progressed.connect(listener.hear)
    shiboken6.delete(gone)
    runner.run(lambda: runner.progressed.emit("seal", 1, 3), lambda _: None, nobody, owner=there)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("seal", 1, 3, True)]
    runner.finish()


def test_ending_waits_for_nothing(qtbot: QtBot) -> None:
    runner, gate = Runner(), threading.Event()
    runner.run(lambda: gate.wait(20), nobody, nobody, owner=runner)
    runner.end()
    gate.set()
    runner.wait()
    qtbot.wait(20)
