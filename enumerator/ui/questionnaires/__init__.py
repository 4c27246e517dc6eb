"""The page of questionnaires: the editions of this desk, and a survey manager's workbook on its way to become one."""

from __future__ import annotations

from enumerator.ui.questionnaires.page import QuestionnairesPage

__all__ = ["QuestionnairesPage"]
