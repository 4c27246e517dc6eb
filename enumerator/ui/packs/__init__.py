"""The page of score packs: those of this desk with the one in force, and a pack file on its way to become one."""

from __future__ import annotations

from enumerator.ui.packs.page import PacksPage

__all__ = ["PacksPage"]
