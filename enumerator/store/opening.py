"""Opening: how a store is made, and how an officer signs in to it."""

from __future__ import annotations

import shutil
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from enumerator.domain.centre import Centre, require_place
from enumerator.domain.officer import NewOfficer, Officer, require_well_formed
from enumerator.domain.permissions import Deed, allowed
from enumerator.domain.trace import Trace
from enumerator.errors import (
    ClockWentBack,
    DamagedStore,
    NotPermitted,
    OfficerSuspended,
    OfficerUnknown,
    StoreExists,
    WorldFault,
    WrongPassphrase,
)
from enumerator.store.book import Book
from enumerator.store.database import Database
from enumerator.store.desk import Desk
from enumerator.store.folder import StoreFolder, disk_faults, keep_private, sync_folder
from enumerator.store.journal import Journal
from enumerator.store.key_file import KeyFile, read_keys, write_keys
from enumerator.store.keys import (
    Cost,
    Opened,
    Slot,
    database_key,
    mark_key,
    new_data_key,
    new_signing_private,
    open_slot,
    seal_slot,
)
from enumerator.store.lock import StoreLock
from enumerator.store.mark import Mark
from enumerator.store.migrations import migrate
from enumerator.store.officers import Officers
from enumerator.store.settings import Setting, Settings
from enumerator.store.times import Clock, from_text
from enumerator.store.tries import Tick, Tries

# Clocks are set right by a minute or two all the time; beyond this an officer should look at the date.
CLOCK_PATIENCE = timedelta(minutes=5)


def create_store(
    folder: Path,
    *,
    centre: Centre,
    desk: int,
    first: NewOfficer,
    clock: Clock,
    trial: bool,
    cost: Cost | None = None,
) -> None:
    """Make a store with its first officer and the machine's key; the folder appears whole or not at all.

    Raises:
        InputFault: the centre's or officer's code or the desk's number is malformed, or the passphrase is empty.
        NotPermitted: the first officer is no supervisor, so nobody could ever add another.
        StoreExists: something is in the folder already.
        DiskFull, StoreReadOnly: nothing was made.
    """
    require_place(centre, desk)
    require_well_formed(first, centre)
    if not allowed(first.role, Deed.ADD_OFFICER):
        raise NotPermitted(deed=Deed.ADD_OFFICER.value, officer=first.code)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreExists
    making = folder.with_name(folder.name + ".making")
    if making.exists():
        # A crash while a store was being made; nothing was ever committed to it by anyone.
        shutil.rmtree(making)
    try:
        with disk_faults():
            making.mkdir(parents=True)
            keep_private(making)
        _fill(StoreFolder(making), centre=centre, desk=desk, first=first, clock=clock, trial=trial, cost=cost or Cost())
        with disk_faults():
            if folder.exists():
                folder.rmdir()
            making.rename(folder)
            sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def open_store(
    folder: Path,
    *,
    officer: str,
    passphrase: str,
    clock: Clock,
    cost: Cost | None = None,
    tick: Tick = time.monotonic,
) -> Desk:
    """Sign an officer in.

    Args:
        folder: where `create_store` made it.
        officer: the officer's code.
        passphrase: as typed.
        clock: gives times with their offset from UTC.
        cost: for slots made from now on (others keep theirs); the default outside tests.
        tick: monotonic seconds, for the wait after failed tries.

    Raises:
        StoreMissing, StoreInUse, NewerStore, DamagedStore, StoreLostCommits: the store cannot be opened.
        OfficerUnknown, OfficerLocked, OfficerSuspended, WrongPassphrase: the officer cannot.
        DiskFull, StoreReadOnly: the disk.
    """
    store = StoreFolder(folder)
    read_keys(store)
    with ExitStack() as undo:
        lock = StoreLock(store.lock)
        undo.callback(lock.release)
        keys = read_keys(store)
        slot = _slot_of(keys, officer)
        opened = _try_passphrase(Tries(store.tries, tick), slot, passphrase)
        database = Database.existing(store.database, database_key(opened.data_key), signed_in=officer)
        undo.callback(database.close)
        mark = Mark(store.mark, mark_key(opened.data_key))
        undo.callback(mark.close)
        migrate(database)
        database.guard()
        book = Book(database, Journal(database, clock, officer), mark, officer=officer, clock=clock)
        book.compare_with_mark()
        _require_active(database, slot)
        notices = _sign_in(book, clock, fell_back=keys.fell_back)
        desk = Desk(
            folder=store, book=book, mark=mark, lock=lock, opened=opened, cost=cost or Cost(), at_sign_in=notices
        )
        desk.officers.tend_slots()
        undo.pop_all()
    return desk


def check_passphrase(folder: Path, *, officer: str, passphrase: str, tick: Tick = time.monotonic) -> None:
    """Prove again that the officer is here, while the store stays open behind a lock.

    Raises:
        OfficerUnknown, OfficerLocked, WrongPassphrase: it is not proven.
        StoreMissing, NewerStore, DamagedStore: the key slots cannot be read.
    """
    store = StoreFolder(folder)
    _try_passphrase(Tries(store.tries, tick), _slot_of(read_keys(store), officer), passphrase)


def officers_with_keys(folder: Path) -> tuple[str, ...]:
    """Give the codes of the officers who have a key; their names cannot be read before one of them signs in.

    Raises:
        StoreMissing, NewerStore, DamagedStore: the key slots cannot be read.
    """
    return tuple(sorted(read_keys(StoreFolder(folder)).slots))


def _fill(
    store: StoreFolder, *, centre: Centre, desk: int, first: NewOfficer, clock: Clock, trial: bool, cost: Cost
) -> None:
    opened = Opened(new_data_key(), new_signing_private())
    slot = seal_slot(first.code, first.passphrase, opened, key_generation=1, cost=cost)
    with ExitStack() as cleanup:
        database = Database(store.database, database_key(opened.data_key), signed_in=first.code)
        cleanup.callback(database.close)
        mark = Mark.create(store.mark, mark_key(opened.data_key))
        cleanup.callback(mark.close)
        migrate(database)
        book = Book(database, Journal(database, clock, first.code), mark, officer=first.code, clock=clock)
        settings = Settings(book)
        with book.transaction():
            book.journal.write(Trace.STORE_CREATED, facts={"centre": centre.code, "desk": desk, "trial": int(trial)})
            officers = Officers(book, store, opened.data_key, cost)
            officers.insert(Officer(first.code, first.name, first.role, True, slot.signing_public))
            settings.put_centre(centre)
            settings.put_silently(Setting.DESK, desk)
            settings.put_silently(Setting.TRIAL, int(trial))
            # Here and not by a later deed: a crash between the two would leave a desk that can never be enrolled.
            settings.put_silently(Setting.MACHINE_SIGNING_KEY, new_signing_private())
        database.checkpoint()
    write_keys(store, KeyFile(1, {first.code: slot}))


def _slot_of(keys: KeyFile, officer: str) -> Slot:
    if officer not in keys.slots:
        raise OfficerUnknown(officer=officer)
    return keys.slots[officer]


def _try_passphrase(tries: Tries, slot: Slot, passphrase: str) -> Opened:
    counted = tries.begin(slot.officer)
    try:
        opened = open_slot(slot, passphrase)
    except WrongPassphrase:
        raise WrongPassphrase(
            officer=slot.officer, failed_tries=counted.failed, wait_seconds=counted.wait_seconds
        ) from None
    tries.clear(slot.officer)
    return opened


def _require_active(database: Database, slot: Slot) -> None:
    row = database.row("SELECT active, signing_public FROM officers WHERE code = :code", code=slot.officer)
    if row is None:
        raise OfficerUnknown(officer=slot.officer)
    if not row["active"]:
        raise OfficerSuspended(officer=slot.officer)
    if row["signing_public"] != slot.signing_public:
        raise DamagedStore(part="keys", finding="another_signing_key")


def _sign_in(book: Book, clock: Clock, *, fell_back: bool) -> tuple[WorldFault, ...]:
    notices: list[WorldFault] = []
    last = book.journal.tail().at
    with book.transaction():
        book.journal.write(Trace.SIGNED_IN)
        if fell_back:
            notices.append(DamagedStore(part="keys", finding="fell_back"))
            book.journal.write(Trace.KEYS_FELL_BACK)
        back = from_text(last) - clock()
        if back > CLOCK_PATIENCE:
            warning = ClockWentBack(last=last, now=book.now(), minutes=int(back.total_seconds() // 60))
            notices.append(warning)
            book.journal.write(Trace.CLOCK_WENT_BACK, facts=warning.facts)
    return tuple(notices)
