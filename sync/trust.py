"""The public half of a registry, as a desk is given it at enrolment: whom to seal to, whose receipts to believe."""

from __future__ import annotations

from dataclasses import dataclass

from sync.canonical import encode, read_fields
from sync.envelope import PROTOCOL
from sync.errors import BadRegistryCard
from sync.seal import SEALING_PUBLIC_LENGTH, SIGNING_PUBLIC_LENGTH, key_id


@dataclass(frozen=True, slots=True)
class Trust:
    """One registry's name and public keys; its file is `registry.json`. A `trial` registry takes no real household."""

    registry_id: str
    sealing_public: bytes
    receipt_public: bytes
    trial: bool = False

    @property
    def sealing_key(self) -> str:
        """The id that an envelope's header names as `registry_key`."""
        return key_id(self.sealing_public)

    @property
    def receipt_key(self) -> str:
        """The id of the key that signs receipts."""
        return key_id(self.receipt_public)

    def to_bytes(self) -> bytes:
        """The file `registry.json`, canonical."""
        return encode(
            {
                "protocol": PROTOCOL,
                "registry_id": self.registry_id,
                "trial": self.trial,
                "sealing_public": self.sealing_public.hex(),
                "receipt_public": self.receipt_public.hex(),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Trust:
        """Read `registry.json`; a final line end is allowed. Raises: BadRegistryCard."""
        fields = read_fields(raw.rstrip(b"\r\n"), BadRegistryCard, "registry")
        fields.only("protocol", "registry_id", "trial", "sealing_public", "receipt_public")
        if fields.integer("protocol") != PROTOCOL:
            raise BadRegistryCard("registry", "other_protocol")
        return cls(
            registry_id=fields.text("registry_id"),
            sealing_public=fields.raw("sealing_public", length=SEALING_PUBLIC_LENGTH),
            receipt_public=fields.raw("receipt_public", length=SIGNING_PUBLIC_LENGTH),
            trial=fields.boolean("trial"),
        )
