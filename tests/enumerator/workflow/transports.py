"""Ways to a registry without a wire: the real intake in this process, and impostors of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from sync.canonical import JSON
from sync.envelope import PROTOCOL
from sync.hello import Hello
from sync.receipt import Receipt
from sync.registry import folder as registry_folder
from sync.registry.intake import Intake
from sync.registry.recheck import recheck
from sync.registry.tables import open_database
from sync.seal import new_signing_key, suites


class InProcess:
    """The registry of a folder with its own form engine, reached by a call instead of a wire."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime] | None = None) -> None:
        self.keys = registry_folder.load(folder)
        self.engine: Engine = open_database(registry_folder.database_url(folder))
        self.intake = Intake(self.engine, self.keys, recheck, clock or _noon)
        self.clock = clock or _noon
        self.sent: list[bytes] = []

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def hello(self) -> dict[str, JSON]:
        trust = self.keys.trust
        return Hello(
            registry_id=trust.registry_id,
            sealing_key=trust.sealing_key,
            receipt_key=trust.receipt_key,
            protocols=(PROTOCOL,),
            suites=suites(),
            max_batch_bytes=1 << 25,
            time=self.clock().isoformat(timespec="seconds"),
        ).to_json()

    def send_batch(self, raw: bytes) -> bytes:
        self.sent.append(raw)
        return self.intake.take(raw)


class Impostor(InProcess):
    """Says it is the registry, takes everything, and signs its receipts with a key of its own."""

    def send_batch(self, raw: bytes) -> bytes:
        true = Receipt.from_bytes(super().send_batch(raw), receipt_public=self.keys.trust.receipt_public)
        return true.to_bytes(receipt_private=new_signing_key().private)


class Forgetful(InProcess):
    """Answers with the true receipt of another batch."""

    def send_batch(self, raw: bytes) -> bytes:
        true = Receipt.from_bytes(super().send_batch(raw), receipt_public=self.keys.trust.receipt_public)
        other = replace(true, batch_number=true.batch_number + 1)
        return other.to_bytes(receipt_private=self.keys.receipt_private)


def _noon() -> datetime:
    return datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
