"""Settings kept inside the encrypted store: what this desk is, its keys, its registry, its policy."""

from __future__ import annotations

from enum import Enum

from enumerator.domain.centre import Centre
from enumerator.domain.trace import Trace
from enumerator.store.book import Book


class Setting(Enum):
    """The name of a setting. Bytes and structures are put and read by the workflow that owns them."""

    CENTRE_CODE = "centre_code"
    CENTRE_NAME_EN = "centre_name_en"
    CENTRE_NAME_UR = "centre_name_ur"
    DESK = "desk"
    TRIAL = "trial"
    SERIAL = "serial"
    MACHINE_SIGNING_KEY = "machine_signing_key"
    POLICY = "policy"
    HELPLINE = "helpline"
    EDITION = "edition"
    PACK = "pack"
    IDLE_MINUTES = "idle_minutes"


class Settings:
    """Reads and writes settings; a change leaves a journal line that names the setting and not its value."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def text(self, setting: Setting) -> str | None:
        """A setting that is text."""
        value = self._value(setting)
        return None if value is None else str(value)

    def whole(self, setting: Setting) -> int | None:
        """A setting that is a whole number."""
        value = self._value(setting)
        return None if value is None else int(value)

    def raw(self, setting: Setting) -> bytes | None:
        """A setting that is bytes: a key, a signed document."""
        value = self._value(setting)
        if value is None or isinstance(value, bytes):
            return value
        raise TypeError(f"{setting.value} is not bytes")

    def put(self, setting: Setting, value: str | int | bytes) -> None:
        """Set it."""
        with self._book.transaction():
            self.put_silently(setting, value)
            self._book.journal.write(Trace.SETTING_CHANGED, facts={"setting": setting.value})

    def put_silently(self, setting: Setting, value: str | int | bytes) -> None:
        """Set it as a part of a deed that leaves its own journal line."""
        self._book.database.run(
            """
            INSERT INTO settings (name, value)
            VALUES (:name, :value)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            name=setting.value,
            value=value,
        )

    def centre(self) -> Centre:
        """The centre of this desk."""
        names = (Setting.CENTRE_CODE, Setting.CENTRE_NAME_EN, Setting.CENTRE_NAME_UR)
        return Centre(*(self.text(name) or "" for name in names))

    def put_centre(self, centre: Centre) -> None:
        """Set the centre, when the store is made."""
        self.put_silently(Setting.CENTRE_CODE, centre.code)
        self.put_silently(Setting.CENTRE_NAME_EN, centre.name_en)
        self.put_silently(Setting.CENTRE_NAME_UR, centre.name_ur)

    def _value(self, setting: Setting) -> str | int | bytes | None:
        row = self._book.database.row("SELECT value FROM settings WHERE name = :name", name=setting.value)
        return None if row is None else row["value"]
