"""The store's folder: which file is what, and how a small file is replaced so that no power cut halves it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from enumerator.errors import DiskFull, StoreReadOnly


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The files of one store."""

    path: Path

    @property
    def keys(self) -> Path:
        """The key slots, newest generation."""
        return self.path / "keys.json"

    @property
    def previous_keys(self) -> Path:
        """The generation of key slots before the newest."""
        return self.path / "keys.previous.json"

    @property
    def database(self) -> Path:
        """The SQLCipher database; its write-ahead log stands beside it."""
        return self.path / "survey.db"

    @property
    def mark(self) -> Path:
        """The authenticated mark of the last commit."""
        return self.path / "mark"

    @property
    def tries(self) -> Path:
        """Failed sign-ins and the waits they brought."""
        return self.path / "tries.json"

    @property
    def lock(self) -> Path:
        """Held by the one running program that has the store open."""
        return self.path / "lock"


def replace_file(path: Path, content: bytes, *, keep: Path | None = None) -> None:
    """Write the content to a new file and let it take the old one's name.

    After a crash there is the old file, or the new one, or (with `keep`, which receives the old file) for a moment
    only the kept one: never a part of a file.

    Raises:
        DiskFull, StoreReadOnly: nothing was replaced.
    """
    new = path.with_name(path.name + ".new")
    with disk_faults():
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if keep is not None and path.exists():
            path.replace(keep)
        new.replace(path)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in the folder last through a power cut, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def disk_faults() -> Iterator[None]:
    """Tell a full or read-only disk by its own class; any other `OSError` passes as it is."""
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull from fault
        if fault.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise StoreReadOnly from fault
        raise


def keep_private(path: Path) -> None:
    """Let only this system account in; file systems without such rights (sticks) are left as they are."""
    with suppress(PermissionError, NotImplementedError):
        path.chmod(0o700 if path.is_dir() else 0o600)
