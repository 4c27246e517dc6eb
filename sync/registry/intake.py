"""How a batch is taken: check, judge, then store surveys, verdicts and receipt in one transaction, and only then speak.

A kill at any line leaves either nothing or everything. The desk sends the same bytes again, and gets the receipt of the
first time: bytes for bytes, since it was committed before it was first spoken.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from sync.batch import Batch, Manifest, batch_digest, read_manifest
from sync.errors import BadBatch, BadSignature, ProtocolUnknown
from sync.ports import Clock
from sync.receipt import Receipt, Verdict
from sync.refusals import BatchRefusal
from sync.registry.admission import AdmittedMachine, admitted
from sync.registry.folder import RegistryKeys
from sync.registry.judgement import Recheck, judge
from sync.registry.ledger import Arrival, BatchRefused, held_receipt, hold, keep_batch, lock_machine
from sync.registry.tables import READ_ONLY

_log = logging.getLogger(__name__)


class Intake:
    """Takes batches for one registry; holds no state of its own, so that any number may work side by side."""

    def __init__(self, engine: Engine, keys: RegistryKeys, recheck: Recheck, clock: Clock) -> None:
        self._engine = engine
        self._keys = keys
        self._recheck = recheck
        self._clock = clock

    def take(self, raw: bytes, *, desk_time: datetime | None = None) -> bytes:
        """Take a batch and give its receipt's bytes. Raises: BatchRefused."""
        manifest = _manifest(raw)
        machine = self._machine(manifest)
        batch = _open(raw, machine)
        arrival = self._arrival(manifest, raw, desk_time)
        with Session(self._engine.execution_options(**READ_ONLY)) as session:
            held = held_receipt(session, manifest, arrival.digest)
        if held is not None:
            _log.info("batch %d: held already, receipt given again", manifest.number)
            return held
        # Judging takes most of the time and needs no lock, so it is done before the transaction begins.
        judged = tuple(
            judge(envelope, entry, machine=machine, keys=self._keys, recheck=self._recheck)
            for envelope, entry in zip(batch.envelopes, manifest.entries, strict=True)
        )
        with Session(self._engine) as session, session.begin():
            lock_machine(session, machine.name)
            held = held_receipt(session, manifest, arrival.digest)
            if held is not None:
                return held
            receipt = self._receipt(arrival, hold(session, arrival, judged))
            answer = receipt.to_bytes(receipt_private=self._keys.receipt_private)
            keep_batch(session, arrival, receipt, answer)
        _log.info("batch %d: %s", manifest.number, _counts(receipt.verdicts))
        return answer

    def _machine(self, manifest: Manifest) -> AdmittedMachine:
        with Session(self._engine.execution_options(**READ_ONLY)) as session:
            machine = admitted(session, manifest.machine)
        if machine is None:
            raise BatchRefused(BatchRefusal.MACHINE_UNKNOWN)
        return machine

    def _arrival(self, manifest: Manifest, raw: bytes, desk_time: datetime | None) -> Arrival:
        now = self._clock()
        return Arrival(
            manifest=manifest,
            digest=batch_digest(raw),
            received_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            skew_seconds=None if desk_time is None else round((desk_time - now).total_seconds()),
        )

    def _receipt(self, arrival: Arrival, verdicts: tuple[Verdict, ...]) -> Receipt:
        return Receipt(
            registry=self._keys.trust.registry_id,
            machine=arrival.manifest.machine,
            batch_number=arrival.manifest.number,
            batch_digest=arrival.digest,
            issued_at=arrival.received_at,
            verdicts=verdicts,
        )


def _manifest(raw: bytes) -> Manifest:
    try:
        return read_manifest(raw)
    except BadBatch as error:
        raise BatchRefused(BatchRefusal.BAD_BATCH, part=error.part, reason=error.reason) from error
    except ProtocolUnknown as error:
        raise BatchRefused(BatchRefusal.PROTOCOL_UNKNOWN, **error.facts) from error


def _open(raw: bytes, machine: AdmittedMachine) -> Batch:
    try:
        return Batch.from_bytes(raw, machine_public=machine.public)
    except BadBatch as error:
        raise BatchRefused(BatchRefusal.BAD_BATCH, part=error.part, reason=error.reason) from error
    except BadSignature as error:
        raise BatchRefused(BatchRefusal.BAD_SIGNATURE) from error


def _counts(verdicts: tuple[Verdict, ...]) -> str:
    """`12 accepted, 1 refused score_differs`: all that a log may say."""
    counts = Counter(f"{verdict.outcome.value} {verdict.code}".rstrip() for verdict in verdicts)
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
