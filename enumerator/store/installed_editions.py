"""Installed editions: what each questionnaire that was installed at this desk must be, and which one is in force."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from enumerator.domain.installed_edition import InstalledEdition
from enumerator.domain.trace import Trace
from enumerator.store.book import Book
from enumerator.store.settings import Setting, Settings


class InstalledEditions:
    """The editions of one desk. Their files lie in `folder`; the hash of what they are made of stands in the store."""

    def __init__(self, book: Book, folder: Path) -> None:
        self._book = book
        self.folder = folder

    def add(self, name: str, *, form: str, content: str) -> None:
        """Know this edition for good; it is not in force by that. Installed again, its files may be others."""
        with self._book.transaction():
            sequence = self._book.journal.write(Trace.EDITION_INSTALLED, facts={"edition": name, "content": content})
            self._book.database.run(
                "INSERT INTO installed_editions (seq, name, form, content) VALUES (:sequence, :name, :form, :content)",
                sequence=sequence,
                name=name,
                form=form,
                content=content,
            )

    def all(self) -> Mapping[str, InstalledEdition]:
        """Each edition by its name, in the order of installing."""
        rows = self._book.database.rows("SELECT name, form, content FROM installed_editions ORDER BY seq")
        return {row["name"]: InstalledEdition(row["form"], row["content"]) for row in rows}

    def put_in_force(self, name: str) -> None:
        """Let new surveys be begun on this edition."""
        with self._book.transaction():
            self._book.journal.write(Trace.PUT_IN_FORCE, facts={"edition": name})
            Settings(self._book).put_silently(Setting.EDITION, name)

    def in_force(self) -> str | None:
        """The edition that was put in force here, if one ever was."""
        return Settings(self._book).text(Setting.EDITION)

    def drafts(self) -> Mapping[str, int]:
        """How many drafts are on each edition."""
        rows = self._book.database.rows(
            "SELECT edition, COUNT(*) AS drafts FROM surveys WHERE state = 'draft' GROUP BY edition"
        )
        return {row["edition"]: row["drafts"] for row in rows}
