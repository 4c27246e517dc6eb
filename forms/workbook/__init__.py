"""A survey manager's workbook: examined, every fault named by sheet, row and column, and installed as a form.

>>> examination = examine(Path("household.xlsx"))
>>> for found in examination.findings:
...     print(describe(found, "en"))
>>> install(examination, folder)
"""

from __future__ import annotations

from forms.workbook.examination import Examination, Identity, Times, examine
from forms.workbook.findings import Finding, Severity, describe, sentence
from forms.workbook.installing import install, read_installed

__all__ = [
    "Examination",
    "Finding",
    "Identity",
    "Severity",
    "Times",
    "describe",
    "examine",
    "install",
    "read_installed",
    "sentence",
]
