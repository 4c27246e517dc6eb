"""Pages are drawn with Qt as a command draws them: started by the printer itself, without a screen."""

from __future__ import annotations

import pytest

from enumerator.ui.slip_printer import render_slip
from tests.enumerator.ui.slips import PLAIN, PRINTED_AT


@pytest.fixture(scope="session", autouse=True)
def running_qt() -> None:
    """Text is measured by a running Qt alone; the first slip starts it."""
    render_slip(PLAIN, PRINTED_AT)
