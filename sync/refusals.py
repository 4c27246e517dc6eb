"""The registry's words for no: one table for whole batches, one for single surveys.

A code, once published, keeps its meaning. A desk that meets a code it does not know shows the code itself.
"""

from __future__ import annotations

from enum import StrEnum


class BatchRefusal(StrEnum):
    """Why a whole request was not taken; nothing of it is stored."""

    BAD_BATCH = "bad_batch"
    """The bytes are damaged or are no batch: send the same batch again."""
    BAD_SIGNATURE = "bad_signature"
    """Not signed by the key admitted for this machine."""
    BATCH_CONFLICT = "batch_conflict"
    """Another batch of this number is held already: two desks share one machine's key, or a store was copied back."""
    BATCH_OUT_OF_ORDER = "batch_out_of_order"
    """Not the next of this machine's chain; last_number and last_digest say where the registry stands."""
    BODY_TOO_LARGE = "body_too_large"
    BODY_TOO_SLOW = "body_too_slow"
    MACHINE_UNKNOWN = "machine_unknown"
    """The machine was never admitted here."""
    MEDIA_TYPE_UNKNOWN = "media_type_unknown"
    METHOD_UNKNOWN = "method_unknown"
    PATH_UNKNOWN = "path_unknown"
    PROTOCOL_UNKNOWN = "protocol_unknown"


class SurveyRefusal(StrEnum):
    """Why one survey of a batch that was taken is not held; the others are."""

    BAD_ENVELOPE = "bad_envelope"
    """The envelope is no envelope, or does not open."""
    BAD_SIGNATURE = "bad_signature"
    """The envelope is not signed by the machine that sent the batch."""
    SUITE_UNKNOWN = "suite_unknown"
    PROTOCOL_UNKNOWN = "protocol_unknown"
    HEADER_DIFFERS = "header_differs"
    """Manifest, header and sealed content do not speak of the same survey."""
    BAD_CONTENT = "bad_content"
    """What stands beside the instance does not have the shape of the protocol."""
    NUMBER_NOT_OF_DESK = "number_not_of_desk"
    """The survey number is malformed, or of another centre or desk than the machine's."""
    DEED_MISSING = "deed_missing"
    """No finish by the author, or no approval."""
    DEED_UNFIT = "deed_unfit"
    """Another deed stands beside them: a return, a withdrawal, or one of the two a second time."""
    DEED_SIGNATURE_WRONG = "deed_signature_wrong"
    """A deed is not signed by the officer it names, or not over this instance and what stands beside it."""
    OFFICER_UNKNOWN = "officer_unknown"
    OFFICER_SUSPENDED = "officer_suspended"
    AUTHOR_IS_APPROVER = "author_is_approver"
    APPROVER_NOT_SUPERVISOR = "approver_not_supervisor"
    EDITION_UNKNOWN = "edition_unknown"
    INSTANCE_UNREADABLE = "instance_unreadable"
    """The instance does not open in its edition, or does not come out of it as it went in."""
    BESIDE_DIFFERS = "beside_differs"
    """What stands beside disagrees with the deeds (when it was finished) or the instance (what is missing)."""
    VIOLATIONS_OPEN = "violations_open"
    """A hard rule is broken, or a soft one without an override."""
    PACK_UNKNOWN = "pack_unknown"
    SCORE_DIFFERS = "score_differs"
    """The registry's own score of the same answers is another one."""
    REVISION_CONFLICT = "revision_conflict"
    """This revision is held already with other content."""
    PREVIOUS_DIFFERS = "previous_differs"
    """The header does not name the envelope of the newest revision held before this one."""
