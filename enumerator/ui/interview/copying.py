"""What F5 copies: the answer to the same question of the member before, or of its twin earlier in the interview."""

from __future__ import annotations

from types import MappingProxyType

from enumerator.ui.interview.outline import MEMBER, member_of
from forms import Interview

__all__ = ["source_of"]

_TWINS = MappingProxyType(
    {
        "/data/basic/head_name": "/data/registration/applicant_name",
        "/data/basic/head_cnic": "/data/registration/applicant_cnic",
        "/data/contact/mobile_1": "/data/registration/applicant_mobile",
        "/data/contact/network_1": "/data/registration/applicant_network",
        "/data/livelihood/wallet_number": "/data/registration/applicant_mobile",
    }
)
"""Questions that the same fact often answers."""
_WHO_SOMEBODY_IS = frozenset({"name", "birth_date", "cnic", "poc_number"})
"""Questions of a member whose answer is nobody else's: copied, one person would stand in the family twice."""
_PERMANENT, _CURRENT = "/data/address/permanent/", "/data/address/current/"


def source_of(interview: Interview, ref: str) -> str | None:
    """Find the question whose answer F5 copies to this one; None where there is none, or it has no answer."""
    source = _source(ref)
    if source is None or source not in interview.questions():
        return None
    state = interview.state(source)
    return source if state.value or state.missing else None


def _source(ref: str) -> str | None:
    position = member_of(ref)
    if position and ref.rpartition("/")[2] in _WHO_SOMEBODY_IS:
        return None
    if position > 1:
        return ref.replace(f"{MEMBER}[{position}]", f"{MEMBER}[{position - 1}]", 1)
    if ref.startswith(_PERMANENT):
        return _CURRENT + ref.removeprefix(_PERMANENT)
    return _TWINS.get(ref)
