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
        """The key slots."""
        return self.path / "keys.json"

    @property
    def keys_copy(self) -> Path:
        """The same key slots once more, should the first file be spoilt."""
        return self.path / "keys.copy.json"

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
    def editions(self) -> Path:
        """The questionnaires that were installed here; the database knows what each must be."""
        return self.path / "editions"

    @property
    def lock(self) -> Path:
        """Held by the one running program that has the store open."""
        return self.path / "lock"


def replace_file(path: Path, content: bytes) -> None:
    """Write the content to a new file, for this system account alone, and let it take the old one's name.

    After a crash there is the old file or the new one, never a part of a file.

    Raises:
        DiskFull, StoreReadOnly: nothing was replaced.
    """
    new = _beside(path)
    with disk_faults():
        with os.fdopen(_open_private(new), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        sync_folder(path.parent)


def require_replaceable(path: Path) -> None:
    """Find out whether `replace_file` may write here, for a deed that is counted before its file exists.

    Raises:
        DiskFull, StoreReadOnly: it may not.
        OSError: there is no such folder, or the name is a folder's.
    """
    if path.is_dir():
        raise IsADirectoryError(path)
    new = _beside(path)
    with disk_faults():
        os.close(_open_private(new))
        new.unlink()


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


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def _open_private(path: Path) -> int:
    # Rights given after opening would leave a moment in which another account could open the file too.
    path.unlink(missing_ok=True)
    binary: int = getattr(os, "O_BINARY", 0)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600)


def keep_private(path: Path) -> None:
    """Let only this system account in; file systems without such rights (sticks) are left as they are."""
    with suppress(PermissionError, NotImplementedError):
        path.chmod(0o700 if path.is_dir() else 0o600)
