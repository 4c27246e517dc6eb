"""A desk that lives in memory: real keys, real envelopes, no store; and a world for a registry to live in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sync.batch import Batch, batch_digest
from sync.beside import Beside, SurveyFacts
from sync.canonical import JSON, digest
from sync.deed import Deed, DeedKind, deed_bytes
from sync.enrolment import EnrolledOfficer, Enrolment, Role
from sync.envelope import Content, Header, seal_survey
from sync.receipt import Receipt
from sync.refusals import SurveyRefusal
from sync.registry.judgement import OpenedSurvey
from sync.seal import KeyPair, new_signing_key
from sync.trust import Trust
from tests.sync.signing import sign_raw

NOON = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
AT = "2025-03-01T12:00:00+00:00"
AUTHOR = "0603017-04"
SUPERVISOR = "0603017-01"
OTHER_OFFICER = "0603017-05"
SCORE: Mapping[str, JSON] = {"pack": {"id": "test", "version": "1", "sha256": "0" * 64}, "low": "41", "high": "41"}


def noon() -> datetime:
    return NOON


def trusting_recheck(_survey: OpenedSurvey) -> SurveyRefusal | None:
    """A form engine that agrees with everything; the real one has its own tests."""
    return None


@dataclass
class Desk:
    """One desk of centre 0603017 with its three officers."""

    trust: Trust
    name: str = "0603017-desk-01"
    machine: KeyPair = field(default_factory=new_signing_key)
    hands: Mapping[str, KeyPair] = field(
        default_factory=lambda: {code: new_signing_key() for code in (AUTHOR, SUPERVISOR, OTHER_OFFICER)}
    )
    last_digest: str = ""
    last_number: int = 0

    def enrolment(self) -> Enrolment:
        roles = {AUTHOR: Role.OFFICER, SUPERVISOR: Role.SUPERVISOR, OTHER_OFFICER: Role.OFFICER}
        officers = tuple(EnrolledOfficer(code, roles[code], pair.public) for code, pair in self.hands.items())
        return Enrolment(self.name, "0603017", 1, self.machine.public, officers)

    def beside(
        self,
        instance: bytes,
        number: str = "0603-017-01-000001-1",
        revision: int = 1,
        *,
        author: str = AUTHOR,
        approver: str = SUPERVISOR,
        signing_approver: str | None = None,
        signed_instance: bytes | None = None,
    ) -> Beside:
        unsigned = Beside(
            survey=SurveyFacts(number, revision, "pser/2025", author, AT, AT),
            deeds=(),
            score=SCORE,
            events=({"ref": "/data/basic/head_name", "at": AT},),
        )
        over = instance if signed_instance is None else signed_instance
        finish = self.hand(unsigned, over, DeedKind.FINISH, author)
        approve = self.hand(unsigned, over, DeedKind.APPROVE, approver, signer=signing_approver)
        return replace(unsigned, deeds=(finish, approve))

    def hand(
        self, beside: Beside, instance: bytes, kind: DeedKind, officer: str, *, signer: str | None = None, at: str = AT
    ) -> Deed:
        """Put an officer's hand to a deed on these answers and what stands beside them."""
        message = deed_bytes(
            deed=kind,
            officer=officer,
            at=at,
            reason="",
            survey_number=beside.survey.number,
            revision=beside.survey.revision,
            instance_sha256=digest(instance),
            beside_sha256=beside.signed_sha256,
        )
        return Deed(kind, officer, at, "", sign_raw(message, self.hands[signer or officer].private))

    def header(self, number: str = "0603-017-01-000001-1", revision: int = 1, previous: str = "") -> Header:
        return Header(
            registry_key=self.trust.sealing_key,
            machine=self.name,
            survey_number=number,
            revision=revision,
            previous=previous,
        )

    def seal(self, beside: Beside, instance: bytes, header: Header, *, machine: KeyPair | None = None) -> bytes:
        return seal_survey(
            Content(instance, beside.to_json()),
            header,
            registry_public=self.trust.sealing_public,
            machine_private=(machine or self.machine).private,
        )

    def envelope(self, number: str = "0603-017-01-000001-1", revision: int = 1, previous: str = "") -> bytes:
        instance = instance_of(number)
        return self.seal(self.beside(instance, number, revision), instance, self.header(number, revision, previous))

    def batch(self, *envelopes: bytes) -> bytes:
        """Freeze the next batch of this desk's chain."""
        batch = Batch(
            machine=self.name,
            number=self.last_number + 1,
            previous_digest=self.last_digest,
            made_at=AT,
            envelopes=envelopes,
        )
        raw = batch.to_bytes(machine_private=self.machine.private)
        self.last_number, self.last_digest = batch.number, batch_digest(raw)
        return raw

    def batch_of(self, *serials: int) -> bytes:
        return self.batch(*(self.envelope(number_of(serial)) for serial in serials))


@dataclass
class MemoryOutbox:
    """An outbox that settles in memory, and counts receipts that came twice."""

    batches: list[bytes] = field(default_factory=list)
    receipts: dict[int, bytes] = field(default_factory=dict)
    settled_again: int = 0

    def pending_batches(self) -> Iterable[bytes]:
        return [raw for number, raw in enumerate(self.batches, start=1) if number not in self.receipts]

    def settle(self, raw: bytes, receipt: Receipt) -> None:
        self.settled_again += receipt.batch_number in self.receipts
        self.receipts[receipt.batch_number] = raw


def number_of(serial: int) -> str:
    """A number in the printed form; its check digit is another part's business."""
    return f"0603-017-01-{serial:06}-0"


def instance_of(number: str) -> bytes:
    return f'<data id="pser_2025"><basic><head_name>ساجدہ بی بی</head_name><n>{number}</n></basic></data>'.encode()


def altered(beside: Beside, **facts: str | int) -> Beside:
    return replace(beside, survey=replace(beside.survey, **facts))  # type: ignore[arg-type]
