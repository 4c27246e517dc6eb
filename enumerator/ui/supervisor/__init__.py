"""The supervisor's page: what waits, what was said, what happened, and the decision."""

from __future__ import annotations

from enumerator.ui.supervisor.page import SupervisorPage

__all__ = ["SupervisorPage"]
