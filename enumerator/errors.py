"""The world's faults: what can go wrong at a centre though the program is right.

A fault says what happened by its class, by a stable code and by facts; it holds no sentence (wording belongs to the
screens and commands) and no name, CNIC, answer or key. Anything that is not a `WorldFault` is a bug.

    WorldFault
    ├── SignInFault            nobody is signed in: try again, wait, or ask the supervisor
    │   ├── WrongPassphrase        the slot is whole, the passphrase does not open it
    │   ├── OfficerUnknown         this store has no slot for that officer
    │   ├── OfficerLocked          too many wrong passphrases: wait
    │   └── OfficerSuspended       the officer was taken off this desk
    ├── StoreFault             the folder or the disk under it
    │   ├── StoreMissing           there is no store in the folder
    │   ├── StoreExists            a store cannot be made where something already is
    │   ├── StoreInUse             another running program has it open
    │   ├── NewerStore             written by a newer program: install that one
    │   ├── DiskFull               the last deed was not written; nothing earlier is harmed
    │   │   └── AnswersWait            in an interview, which has everything itself: it is written once there is room
    │   ├── StoreReadOnly          the disk or the folder cannot be written
    │   └── DamagedStore           some bytes are not what the program wrote
    │       └── StoreLostCommits       whole, but older than its own mark: commits were lost or rolled back
    ├── DeedFault              the deed asked for may not be done; the store is as before
    │   ├── NotPermitted           this officer's role does not allow it
    │   ├── AuthorCannotApprove    nobody decides on a survey that they wrote
    │   ├── ForbiddenMove          the survey's state does not allow it
    │   ├── BlockingViolations     the interview still has violations that stop it from being finished
    │   ├── SurveyUnknown          no such survey (or revision) in this store
    │   ├── OfficerExists          the officer's code is taken
    │   ├── ReasonMissing          a return or withdrawal must say why
    │   ├── AnswerTooLong          more letters than an answer may have
    │   ├── SurveyTooLarge         the interview holds more than an envelope carries
    │   ├── NotEnrolled            this desk has no machine key or knows no registry yet
    │   ├── EditionUnknown         no such edition of the questionnaire at this desk
    │   ├── EditionChanged         its files are not what was installed: install its workbook again
    │   ├── EditionExists          another form is installed under this name: give it a new version
    │   ├── EditionLacks           it does not ask what this program reads of every household
    │   ├── EditionNotScored       no score pack fits it
    │   ├── GoldenDiffers          its golden households come out otherwise than when it was made
    │   ├── NoNewerEdition         the draft is on the edition in force already
    │   ├── PackUnknown            no such score pack at this desk
    │   ├── PackExists             another pack has this name and version: give it a new version
    │   ├── DraftMoved             the draft went to another edition while an interview was open on it
    │   ├── TrialMismatch          a trial desk and a real registry, or the other way about
    │   └── BatchOutOfOrder        the batch does not follow the last one
    ├── InputFault             a file or folder that somebody named is not what it should be
    └── ClockWentBack          a notice, seldom raised: the clock is earlier than the last commit
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from forms.golden import Departure

Fact = str | int


class WorldFault(Exception):
    """Something in the world, not in the program; `code` is stable, `facts` are safe to log."""

    code: ClassVar[str] = "world_fault"

    def __init__(self, **facts: Fact) -> None:
        super().__init__()
        self.facts: dict[str, Fact] = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code


class SignInFault(WorldFault):
    """The officer could not be signed in."""

    code = "sign_in_fault"


class WrongPassphrase(SignInFault):
    """The slot is whole and this passphrase does not open it. Facts: officer, failed_tries, wait_seconds."""

    code = "wrong_passphrase"


class OfficerUnknown(SignInFault):
    """No slot for this officer in this store. Facts: officer."""

    code = "officer_unknown"


class OfficerLocked(SignInFault):
    """Too many wrong passphrases. Facts: officer, failed_tries, wait_seconds (still to wait)."""

    code = "officer_locked"


class OfficerSuspended(SignInFault):
    """The officer was taken off this desk. Facts: officer."""

    code = "officer_suspended"


class StoreFault(WorldFault):
    """The store's folder or the disk under it."""

    code = "store_fault"


class StoreMissing(StoreFault):
    """There is no store in the folder."""

    code = "store_missing"


class StoreExists(StoreFault):
    """A store cannot be made here: the folder is not empty."""

    code = "store_exists"


class StoreInUse(StoreFault):
    """Another running program has this store open."""

    code = "store_in_use"


class NewerStore(StoreFault):
    """A newer program wrote this store. Facts: part (keys or database), found."""

    code = "newer_store"


class DiskFull(StoreFault):
    """The deed was not written for want of room; what was committed before stands."""

    code = "disk_full"


class AnswersWait(DiskFull):
    """An interview's answers wait for room on the disk; whoever leads it has them, and need not repeat anything."""

    code = "answers_wait"


class StoreReadOnly(StoreFault):
    """The disk or the folder cannot be written."""

    code = "store_read_only"


class DamagedStore(StoreFault):
    """Bytes are not what the program wrote. Facts: part (keys, database, mark, journal), finding."""

    code = "damaged_store"


class StoreLostCommits(DamagedStore):
    """The store is whole but older than its mark. Facts: part, finding, mark_sequence, store_sequence."""

    code = "store_lost_commits"


class DeedFault(WorldFault):
    """The deed may not be done; nothing was changed."""

    code = "deed_fault"


class NotPermitted(DeedFault):
    """This officer may not do this. Facts: deed, officer."""

    code = "not_permitted"


class AuthorCannotApprove(DeedFault):
    """Nobody decides on a survey that they wrote. Facts: number, revision, officer."""

    code = "author_cannot_approve"


class ForbiddenMove(DeedFault):
    """The survey's state does not allow the event. Facts: state, event."""

    code = "forbidden_move"


class BlockingViolations(DeedFault):
    """The interview cannot be finished yet. Facts: number, violations (how many)."""

    code = "blocking_violations"


class SurveyUnknown(DeedFault):
    """No such survey, draft or revision here. Facts: number, maybe revision."""

    code = "survey_unknown"


class OfficerExists(DeedFault):
    """The officer's code is already in this store. Facts: officer."""

    code = "officer_exists"


class BatchOutOfOrder(DeedFault):
    """The batch does not follow the last frozen one. Facts: batch, expected."""

    code = "batch_out_of_order"


class ReasonMissing(DeedFault):
    """A survey is neither returned nor withdrawn without a reason. Facts: deed."""

    code = "reason_missing"


class AnswerTooLong(DeedFault):
    """Nobody answers at such length; what was there before stands. Facts: letters, most."""

    code = "answer_too_long"


class SurveyTooLarge(DeedFault):
    """The interview holds more than an envelope carries; it stays a draft. Facts: number."""

    code = "survey_too_large"


class TrialMismatch(DeedFault):
    """A trial desk believes no real registry, and a real desk no trial one."""

    code = "trial_mismatch"


class NotEnrolled(DeedFault):
    """The desk is not ready to travel. Facts: part (machine_key or registry)."""

    code = "not_enrolled"


class EditionUnknown(DeedFault):
    """No such edition of the questionnaire here. Facts: edition."""

    code = "edition_unknown"


class EditionChanged(DeedFault):
    """An installed edition's files are missing, or not those that the store knows. Facts: edition."""

    code = "edition_changed"


class EditionExists(DeedFault):
    """Another form has this name; editions are never written over. Facts: edition."""

    code = "edition_exists"


class EditionLacks(DeedFault):
    """An edition does not ask what this program reads of every household. Facts: edition, ref."""

    code = "edition_lacks"


class EditionNotScored(DeedFault):
    """No score pack fits the edition, so that nothing finished in it could be scored. Facts: edition."""

    code = "edition_not_scored"


class GoldenDiffers(DeedFault):
    """Golden households of an edition come out otherwise than when it was made. Facts: edition, departures.

    Attributes:
        departures: where, and what was expected; golden households are invented.
    """

    code = "golden_differs"

    def __init__(self, edition: str, departures: Sequence[Departure]) -> None:
        super().__init__(edition=edition, departures=len(departures))
        self.departures = tuple(departures)


class NoNewerEdition(DeedFault):
    """The draft is on the edition in force already. Facts: number, edition."""

    code = "no_newer_edition"


class PackUnknown(DeedFault):
    """No such score pack here. Facts: pack (its SHA-256, or what it was called)."""

    code = "pack_unknown"


class PackExists(DeedFault):
    """Another score pack has this name and version; packs are never written over. Facts: pack, version."""

    code = "pack_exists"


class DraftMoved(DeedFault):
    """The draft was moved while this interview was open on it; it must be resumed. Facts: number, edition (its own)."""

    code = "draft_moved"


class InputFault(WorldFault):
    """A named file or folder cannot be used. Facts: part, finding; never its contents."""

    code = "input_fault"


class ClockWentBack(WorldFault):
    """The computer's clock is earlier than the last commit. Facts: last, now (UTC), minutes."""

    code = "clock_went_back"
