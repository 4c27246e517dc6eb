"""What a registry says of itself before anything is sent: its name, keys, versions, limits and clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sync.canonical import JSON, Fields
from sync.errors import BadFormat, ProtocolUnknown, RegistryAnswersNonsense, WrongRegistry
from sync.trust import Trust

HELLO_PATH = "/v1/hello"
BATCHES_PATH = "/v1/batches"
CLOCK_HEADER = "PSER-Desk-Time"
"""The desk's clock, sent with each request so that the registry can note its skew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """The answer to GET /v1/hello; nothing in it is signed, so it may only stop a sending, never settle one."""

    registry_id: str
    sealing_key: str
    receipt_key: str
    protocols: tuple[int, ...]
    suites: tuple[int, ...]
    max_batch_bytes: int
    time: str

    def to_json(self) -> dict[str, JSON]:
        """The body of the answer."""
        return {
            "registry_id": self.registry_id,
            "sealing_key": self.sealing_key,
            "receipt_key": self.receipt_key,
            "protocols": list(self.protocols),
            "suites": list(self.suites),
            "max_batch_bytes": self.max_batch_bytes,
            "time": self.time,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JSON]) -> Hello:
        """Read an answer; names that a later registry adds are passed over. Raises: RegistryAnswersNonsense."""
        fields = Fields(value, BadFormat, "hello")
        try:
            return cls(
                registry_id=fields.text("registry_id"),
                sealing_key=fields.text("sealing_key"),
                receipt_key=fields.text("receipt_key"),
                protocols=fields.integers("protocols"),
                suites=fields.integers("suites"),
                max_batch_bytes=fields.integer("max_batch_bytes"),
                time=fields.moment("time"),
            )
        except BadFormat as error:
            raise RegistryAnswersNonsense(reason=error.reason) from error

    def check_trusted(self, trust: Trust, *, protocol: int) -> None:
        """Raise WrongRegistry or ProtocolUnknown when sending would be in vain."""
        if (self.registry_id, self.receipt_key) != (trust.registry_id, trust.receipt_key):
            raise WrongRegistry(expected=trust.registry_id, answered=self.registry_id)
        if protocol not in self.protocols:
            raise ProtocolUnknown(protocol=protocol)

    def skew_seconds(self, asked_at: datetime, answered_at: datetime) -> int:
        """The desk's clock minus the registry's, taken at the middle of the round trip."""
        middle = asked_at + (answered_at - asked_at) / 2
        return round((middle - datetime.fromisoformat(self.time)).total_seconds())
