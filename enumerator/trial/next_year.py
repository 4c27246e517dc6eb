"""What a survey manager would send next year: our questionnaire with a few changes, and the same with faults in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from enumerator.workflow.questionnaire import shipped_edition
from forms.xlsform import write_workbook

__all__ = ["FAULTS", "NEXT_YEAR", "write_next_year"]

#: sheet: words of our own, and what stands in their place. Fans are asked for and geysers no more, and one kind
#: of wall has another code.
NEXT_YEAR: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "settings": {"2025.1": "2025.2"},
        "survey": {
            "has_geyser\tDoes the household have a geyser?\tکیا گھر میں گیزر ہے؟": (
                "has_fan\tDoes the household have a fan?\tکیا گھر میں پنکھا ہے؟"
            ),
        },
        "choices": {"wall\t13\t": "wall\t19\t"},
    }
)
#: Slips of a survey manager's hand.
FAULTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "survey": {
            "select_one yes_no\thas_freezer": "select_one yesno\thas_freezer",
            "has_television\tDoes": "has computer\tDoes",
            "select_one yes_no\thas_iron": "selectone yes_no\thas_iron",
            "کیا گھر میں سلائی مشین ہے؟": "",
        },
    }
)


def write_next_year(folder: Path, faults: Mapping[str, Mapping[str, str]] = MappingProxyType({})) -> Path:
    """Write the workbook of edition 2025.2 into a folder, with the lists that lie beside it.

    Args:
        folder: an empty one.
        faults: more words to replace, such as `FAULTS`.
    """
    shipped = shipped_edition().folder
    for sheet in shipped.glob("*.tsv"):
        text = sheet.read_text(encoding="utf-8")
        for words in (NEXT_YEAR, faults):
            for before, after in words.get(sheet.stem, {}).items():
                text = text.replace(before, after)
        (folder / sheet.name).write_text(text, encoding="utf-8")
    for beside in shipped.glob("*.csv"):
        shutil.copy(beside, folder)
    book = folder / "household-2025-2.xlsx"
    write_workbook(folder, book)
    return book
