"""Officers of this desk: their rows in the database and their slots in keys.json, kept in step."""

from __future__ import annotations

from enumerator.domain.officer import NewOfficer, Officer, Role, require_passphrase, require_well_formed
from enumerator.domain.permissions import Deed, require
from enumerator.domain.trace import Trace
from enumerator.errors import OfficerExists, OfficerUnknown
from enumerator.store.book import Book
from enumerator.store.database import Row
from enumerator.store.folder import StoreFolder
from enumerator.store.key_file import copies_agree, read_keys, write_keys
from enumerator.store.keys import Cost, OfficerSigner, Opened, new_signing_private, open_slot, seal_slot
from enumerator.store.settings import Settings


class Officers:
    """Needs the data key, so it lives only while somebody is signed in."""

    def __init__(self, book: Book, folder: StoreFolder, data_key: bytes, cost: Cost) -> None:
        self._book = book
        self._folder = folder
        self._data_key = data_key
        self._cost = cost

    def list(self) -> tuple[Officer, ...]:
        """All officers, suspended ones included, by code."""
        return tuple(_officer(row) for row in self._book.database.rows("SELECT * FROM officers ORDER BY code"))

    def get(self, code: str) -> Officer:
        """One officer.

        Raises:
            OfficerUnknown: no such officer at this desk.
        """
        row = self._book.database.row("SELECT * FROM officers WHERE code = :code", code=code)
        if row is None:
            raise OfficerUnknown(officer=code)
        return _officer(row)

    def add(self, new: NewOfficer) -> Officer:
        """Give an officer a slot, with a fresh signing key.

        The slot is written last, within the transaction: a crash before leaves nothing, a crash after leaves a slot
        without an officer, which the next sign-in removes (see `tend_slots`).

        Raises:
            NotPermitted: only supervisors add officers.
            InputFault: the code is not this centre's, or the passphrase is empty.
            OfficerExists: the code is taken.
        """
        require(self.get(self._book.officer), Deed.ADD_OFFICER)
        require_well_formed(new, Settings(self._book).centre())
        self._require_free(new.code)
        private = new_signing_private()
        officer = Officer(new.code, new.name, new.role, active=True, signing_public=OfficerSigner(private).public)
        # Argon2 is slow by design; within the transaction it would keep everybody else from reading as long.
        slot = seal_slot(new.code, new.passphrase, Opened(self._data_key, private), key_generation=1, cost=self._cost)
        with self._book.transaction():
            self._require_free(new.code)
            self.insert(officer)
            write_keys(self._folder, read_keys(self._folder).with_slot(slot))
        return officer

    def _require_free(self, code: str) -> None:
        if self._book.database.row("SELECT 1 FROM officers WHERE code = :code", code=code):
            raise OfficerExists(officer=code)

    def insert(self, officer: Officer) -> None:
        """Add the row alone; the first officer's slot is made together with the store."""
        self._book.database.run(
            """
            INSERT INTO officers (code, name, role, active, signing_public, added_at)
            VALUES (:code, :name, :role, :active, :signing_public, :added_at)
            """,
            code=officer.code,
            name=officer.name,
            role=officer.role.value,
            active=int(officer.active),
            signing_public=officer.signing_public,
            added_at=self._book.now(),
        )
        facts: dict[str, str | int] = {
            "code": officer.code,
            "role": officer.role.value,
            "public": officer.signing_public,
        }
        self._book.journal.write(Trace.OFFICER_ADDED, facts=facts)

    def suspend(self, code: str) -> None:
        """Take an officer off this desk: refused from now on, the slot removed.

        Raises:
            NotPermitted: only supervisors suspend, and not themselves.
            OfficerUnknown: no such officer.
        """
        require(self.get(self._book.officer), Deed.SUSPEND_OFFICER)
        self.get(code)
        with self._book.transaction():
            self._book.database.run("UPDATE officers SET active = 0 WHERE code = :code", code=code)
            self._book.journal.write(Trace.OFFICER_SUSPENDED, facts={"code": code})
        self.tend_slots()

    def change_passphrase(self, old: str, new: str) -> None:
        """Put the signed-in officer's keys under a new passphrase.

        Raises:
            WrongPassphrase: the old one is wrong.
            InputFault: the new one is empty.
        """
        require_passphrase(new)
        slot = read_keys(self._folder).slots[self._book.officer]
        opened = open_slot(slot, old)
        sealed = seal_slot(slot.officer, new, opened, key_generation=slot.key_generation, cost=self._cost)
        with self._book.transaction():
            self._book.journal.write(Trace.PASSPHRASE_CHANGED)
            write_keys(self._folder, read_keys(self._folder).with_slot(sealed))

    def tend_slots(self) -> None:
        """Finish what a crash in mid-deed left: slots that no active officer owns, or an older copy of them."""
        keys = read_keys(self._folder)
        active = frozenset(officer.code for officer in self.list() if officer.active)
        if keys.slots.keys() - active:
            write_keys(self._folder, keys.only(active))
        elif not copies_agree(self._folder):
            write_keys(self._folder, keys)


def _officer(row: Row) -> Officer:
    return Officer(
        code=row["code"],
        name=row["name"],
        role=Role(row["role"]),
        active=bool(row["active"]),
        signing_public=row["signing_public"],
    )
