"""Numbers that name a person, a telephone, an account or a survey: read, checked, written and masked.

Officers type them in two sets of digits, with or without dashes. Everything here takes the text as typed,
and gives either the one form that is stored or the id of the rule that it breaks.
"""

from __future__ import annotations

from forms.identity.cnic import check_cnic, format_cnic, mask_cnic, normalise_cnic
from forms.identity.digits import fold_digits
from forms.identity.finding import BadIdentity, Finding
from forms.identity.iban import check_iban, normalise_iban
from forms.identity.mobile import check_mobile, mask_mobile, mobile_network, normalise_mobile
from forms.identity.search import search_key
from forms.identity.survey_number import SurveyNumber

__all__ = [
    "BadIdentity",
    "Finding",
    "SurveyNumber",
    "check_cnic",
    "check_iban",
    "check_mobile",
    "fold_digits",
    "format_cnic",
    "mask_cnic",
    "mask_mobile",
    "mobile_network",
    "normalise_cnic",
    "normalise_iban",
    "normalise_mobile",
    "search_key",
]
