"""An edition of the questionnaire as it was installed at a desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InstalledEdition:
    """What the store knows of an edition, whose files lie outside it.

    Attributes:
        form: the hash of the form; a name never stands for another one.
        content: the hash of all its files, golden households and score packs with them.
    """

    form: str
    content: str
