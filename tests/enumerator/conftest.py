"""Widgets need the bigger of Qt's two applications, and a process has one: whatever is tested first, it is that one."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def one_qt(qapp: QApplication) -> QApplication:
    """Start it before any slip is drawn."""
    return qapp
