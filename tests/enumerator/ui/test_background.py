"""Deeds beside the windows: one after the other, answered on the thread of the windows."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from enumerator.errors import DiskFull
from enumerator.ui.background import Fault, Runner


def nobody(_answer: object) -> None:
    raise AssertionError("not to be told")


def test_the_answer_comes_back_on_the_thread_of_the_windows(qtbot: QtBot) -> None:
    runner, told = Runner(), list[tuple[int, int]]()
    runner.run(threading.get_ident, lambda worker: told.append((worker, threading.get_ident())), nobody)
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
        runner.run(partial(deed, number), done.append, nobody)
    qtbot.waitUntil(lambda: not runner.busy)
    assert done == list(range(20))
    runner.finish()


def test_a_fault_of_the_world_is_told_apart_from_a_result(qtbot: QtBot) -> None:
    runner, faults = Runner(), list[Fault]()

    def deed() -> None:
        raise DiskFull

    runner.run(deed, nobody, faults.append)
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], DiskFull)
    runner.finish()


def test_a_bug_reaches_the_windows_own_hook(qtbot: QtBot) -> None:
    runner = Runner()

    def deed() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        runner.run(deed, nobody, nobody)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert not runner.busy
    runner.finish()


def test_nobody_is_told_after_the_end(qtbot: QtBot) -> None:
    runner = Runner()
    runner.run(lambda: 1, nobody, nobody)
    runner.finish()
    qtbot.wait(20)
    with pytest.raises(RuntimeError):
        runner.run(lambda: 1, nobody, nobody)
