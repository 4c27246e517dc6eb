"""The registry's cards: each one that this desk ever trusted, in order; the last one is believed."""

from __future__ import annotations

import hashlib

from enumerator.domain.registry_card import TrustedCard
from enumerator.domain.trace import Trace
from enumerator.store.book import Book
from enumerator.store.times import from_text


class RegistryCards:
    """The cards of one desk. What stands on them is read by the caller."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def trust(self, card: bytes) -> None:
        """Believe this card from now on; those before it stay, for the receipts that came under them."""
        with self._book.transaction():
            facts = {"card_sha256": hashlib.sha256(card).hexdigest()}
            sequence = self._book.journal.write(Trace.REGISTRY_TRUSTED, facts=facts)
            self._book.database.run(
                "INSERT INTO registry_cards (seq, card) VALUES (:sequence, :card)", sequence=sequence, card=card
            )

    def current(self) -> bytes | None:
        """The card that is believed, if there is one."""
        row = self._book.database.row("SELECT card FROM registry_cards ORDER BY seq DESC LIMIT 1")
        return row["card"] if row else None

    def list(self) -> tuple[TrustedCard, ...]:
        """All of them, the first one first."""
        rows = self._book.database.rows(
            """
            SELECT registry_cards.seq, registry_cards.card, journal.at, journal.officer
            FROM registry_cards JOIN journal USING (seq)
            ORDER BY seq
            """
        )
        return tuple(TrustedCard(row["seq"], from_text(row["at"]), row["officer"], row["card"]) for row in rows)
