"""What stands beside the answers when a survey travels: who, when, what was confirmed, scored, signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sync.canonical import JSON, Fields, digest_of
from sync.deed import Deed, read_deed
from sync.errors import BadEnvelope

_PART = "beside"


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """Which survey this is, of which edition of the questionnaire, and whose."""

    number: str
    revision: int
    edition: str
    author: str
    started_at: str
    finished_at: str

    def to_json(self) -> dict[str, JSON]:
        """The facts as the protocol writes them."""
        return {
            "number": self.number,
            "revision": self.revision,
            "edition": self.edition,
            "author": self.author,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
        }


@dataclass(frozen=True, slots=True)
class OverrideFact:
    """One soft violation that an officer confirmed, with the reason."""

    ref: str
    rule: str
    reason: str
    officer: str
    at: str

    def to_json(self) -> dict[str, JSON]:
        """The override as the protocol writes it."""
        return {"ref": self.ref, "rule": self.rule, "reason": self.reason, "officer": self.officer, "at": self.at}


@dataclass(frozen=True, slots=True)
class Beside:
    """The second canonical part of a survey; the first is its instance.

    `score` is the score's own canonical JSON, `missing` maps a ref to the kind of its missing code, and `events` are
    the desk's events of the interview in their own shape (the registry keeps them unread).
    """

    survey: SurveyFacts
    deeds: tuple[Deed, ...]
    score: Mapping[str, JSON]
    overrides: tuple[OverrideFact, ...] = ()
    missing: Mapping[str, JSON] | None = None
    events: tuple[Mapping[str, JSON], ...] = ()

    @property
    def score_sha256(self) -> str:
        """The digest of the score alone, by which two scores are compared."""
        return digest_of(self.score)

    @property
    def signed_sha256(self) -> str:
        """The digest that the officers' deeds sign: of the whole part, its list of deeds empty."""
        return digest_of({**self.to_json(), "deeds": ()})

    def to_json(self) -> dict[str, JSON]:
        """The whole part as the protocol writes it."""
        return {
            "survey": self.survey.to_json(),
            "events": self.events,
            "overrides": tuple(override.to_json() for override in self.overrides),
            "missing": self.missing or {},
            "score": self.score,
            "deeds": tuple(deed.to_json() for deed in self.deeds),
        }


def read_beside(value: JSON) -> Beside:
    """Parse the part at the registry's door; raises BadEnvelope."""
    fields = Fields(value, BadEnvelope, _PART).only("survey", "events", "overrides", "missing", "score", "deeds")
    return Beside(
        survey=_read_survey(fields.object("survey")),
        deeds=tuple(read_deed(deed) for deed in fields.objects("deeds")),
        score=fields.object("score").value,
        overrides=tuple(_read_override(override) for override in fields.objects("overrides")),
        missing=fields.object("missing").value,
        events=tuple(event.value for event in fields.objects("events")),
    )


def _read_survey(fields: Fields) -> SurveyFacts:
    fields.only("number", "revision", "edition", "author", "started_at", "finished_at")
    return SurveyFacts(
        number=fields.text("number"),
        revision=fields.integer("revision", least=1),
        edition=fields.text("edition"),
        author=fields.text("author"),
        started_at=fields.moment("started_at"),
        finished_at=fields.moment("finished_at"),
    )


def _read_override(fields: Fields) -> OverrideFact:
    fields.only("ref", "rule", "reason", "officer", "at")
    return OverrideFact(
        ref=fields.text("ref"),
        rule=fields.text("rule"),
        reason=fields.text("reason"),
        officer=fields.text("officer"),
        at=fields.moment("at"),
    )
