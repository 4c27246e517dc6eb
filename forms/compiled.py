"""Compiled forms kept on disk, so that a questionnaire need not be read anew at every start.

A file is used only where it was made from the same form by the same engine on the same Python and lxml, is whole, and
belongs to whoever runs the program. Anything else is as good as no file: the form is compiled afresh.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from lxml import etree

from forms.definition import FormDefinition
from forms.packing import BadPack, pack, unpack
from forms.xform import content_hash, parse_xform

ENGINE_FILE = "engine"
SHIPPED = "kept"  # the folder of forms that a frozen program brings, beside where its sources would be
MAX_KEPT = 16  # forms of former versions of the program and of the questionnaire go in time
_HEADER = b"pser compiled form 1\n"
_CHECKED = len(_HEADER) + 2 * hashlib.sha256().digest_size
_HOME = Path(__file__).parent


def load_form(xform: bytes, resources: Mapping[str, bytes] | None = None, kept: Path | None = None) -> FormDefinition:
    """A form from the folder of compiled ones; read, and put there, when it is not in it.

    Args:
        xform: the XForm's bytes.
        resources: the files it refers to, by address.
        kept: the folder, which need not exist yet; without one the form is read.

    Raises: FormFault: it is not a form, or is broken at a named node.
    """
    files = resources or {}
    return compiled(content_hash(xform, files), lambda: parse_xform(xform, files), kept=kept)


def compiled(
    content: str, make: Callable[[], FormDefinition], *, kept: Path | None = None, shipped: Path | None = None
) -> FormDefinition:
    """A definition by the hash of what it is made from: as it came with the program, as it was kept, or made now."""
    key = _key(content)
    found = _read(shipped, key) if shipped is not None else None
    if found is None and kept is not None and _is_own(kept / _name(key)):
        found = _read(kept, key)
    if found is None:
        found = make()
        if kept is not None:
            keep(found, content, kept)
    return found


def keep(definition: FormDefinition, content: str, folder: Path) -> None:
    """Put a definition into the folder; a folder that takes nothing only costs the time of compiling again."""
    key = _key(content)
    if key is None:
        return
    payload = pack(definition)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")  # readable by its owner alone
        with os.fdopen(handle, "wb") as file:
            file.write(_HEADER + key + hashlib.sha256(payload).digest() + payload)
        Path(name).replace(folder / _name(key))
        for old in sorted(folder.glob("*.form"), key=lambda path: path.stat().st_mtime)[:-MAX_KEPT]:
            old.unlink()
    except OSError:
        return


def is_kept(content: str, folder: Path) -> bool:
    """Whether the folder holds this definition, whole and made by this engine."""
    return _read(folder, _key(content)) is not None


def engine() -> str:
    """What this engine is: the hash of its sources, or, where they are not at hand, what the build noted of them."""
    return _engine(_HOME)


@cache
def _engine(home: Path) -> str:
    sources = sorted(home.rglob("*.py"))
    if not sources:
        noted = home / SHIPPED / ENGINE_FILE
        return noted.read_text(encoding="ascii") if noted.is_file() else ""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.relative_to(home).as_posix().encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def _key(content: str) -> bytes | None:
    """What a file must have been made from and by; None where the engine does not know what it is."""
    made_by = engine()
    if not made_by:
        return None
    versions = (sys.version, etree.LXML_VERSION, etree.LIBXML_VERSION)
    return hashlib.sha256("\0".join((content, made_by, *map(str, versions))).encode()).digest()


def _name(key: bytes | None) -> str:
    return f"{key.hex() if key is not None else 'none'}.form"


def _is_own(path: Path) -> bool:
    """Whether a file was written by who runs the program, and nobody else could since."""
    if sys.platform == "win32":
        return path.is_file()  # a desk's folder lies in its user's profile, which Windows closes to others
    try:
        state = path.stat()
    except OSError:
        return False
    return state.st_uid == os.getuid() and not state.st_mode & 0o022


def _read(folder: Path, key: bytes | None) -> FormDefinition | None:
    try:
        content = (folder / _name(key)).read_bytes() if key is not None else b""
    except OSError:
        return None
    payload = content[_CHECKED:]
    if key is None or content[:_CHECKED] != _HEADER + key + hashlib.sha256(payload).digest():
        return None
    try:
        return unpack(payload)
    except BadPack:
        return None
