"""The desk: the open store of one signed-in officer, with everything that officer works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from enumerator.domain.centre import Centre
from enumerator.domain.officer import Officer
from enumerator.domain.trace import Trace
from enumerator.errors import (
    ClockWentBack,
    WorldFault,
)
from enumerator.store.audit import Audit
from enumerator.store.batches import Batches
from enumerator.store.book import Book
from enumerator.store.folder import StoreFolder
from enumerator.store.installed_editions import InstalledEditions
from enumerator.store.keys import (
    Cost,
    OfficerSigner,
    Opened,
)
from enumerator.store.lock import StoreLock
from enumerator.store.mark import Mark
from enumerator.store.officers import Officers
from enumerator.store.receipts import Receipts
from enumerator.store.registry_cards import RegistryCards
from enumerator.store.score_packs import ScorePacks
from enumerator.store.settings import Setting, Settings
from enumerator.store.slips import Slips
from enumerator.store.surveys import Surveys


class Desk:
    """What one signed-in officer works with. Made by `open_store`; one at a time for a store."""

    def __init__(
        self,
        *,
        folder: StoreFolder,
        book: Book,
        mark: Mark,
        lock: StoreLock,
        opened: Opened,
        cost: Cost,
        at_sign_in: tuple[WorldFault, ...],
    ) -> None:
        self._book = book
        self._mark = mark
        self._lock = lock
        self.signer = OfficerSigner(opened.signing_private)
        self.settings = Settings(book)
        self.officers = Officers(book, folder, opened.data_key, cost)
        self.surveys = Surveys(book)
        self.slips = Slips(book)
        self.batches = Batches(book, self.surveys)
        self.receipts = Receipts(book, self.surveys)
        self.registry_cards = RegistryCards(book)
        self.editions = InstalledEditions(book, folder.editions)
        self.packs = ScorePacks(book)
        self.audit = Audit(book)
        self.officer: Officer = self.officers.get(book.officer)
        self.centre: Centre = self.settings.centre()
        self.desk: int = self.settings.whole(Setting.DESK) or 0
        self.trial: bool = bool(self.settings.whole(Setting.TRIAL))
        self._at_sign_in = at_sign_in

    @property
    def notices(self) -> tuple[WorldFault, ...]:
        """What the officer should know though work goes on."""
        return self._at_sign_in + ((self._book.mark_fault,) if self._book.mark_fault else ())

    @property
    def clock_warning(self) -> ClockWentBack | None:
        """Set when the computer's clock was earlier than the last commit at sign-in."""
        return next((notice for notice in self.notices if isinstance(notice, ClockWentBack)), None)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One deed: everything the repositories do inside is committed whole or not at all."""
        with self._book.transaction():
            yield

    def checkpoint(self) -> None:
        """Empty the write-ahead log into the database: at the end of a survey and when idle."""
        self._book.database.checkpoint()
        self._book.mark_synced()

    def integrity_check(self) -> tuple[str, ...]:
        """Read every page and the whole journal; what is wrong, in stable words, or nothing."""
        return tuple(self._book.findings())

    def close(self) -> None:
        """Sign out and leave the store to the next one. Nothing after it may use this desk.

        A store found damaged meanwhile is left as it is: nothing more is written to it.
        """
        try:
            if not self._book.database.damaged:
                self.audit.note(Trace.SIGNED_OUT)
                self.checkpoint()
        finally:
            self._book.database.close()
            self._mark.close()
            self._lock.release()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
