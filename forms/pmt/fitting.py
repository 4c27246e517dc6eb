"""Whether a score pack can be put to a form: it is of that form, and every question it reads is asked there."""

from __future__ import annotations

from dataclasses import replace

from forms.definition import FormDefinition
from forms.pmt.errors import PackRefused
from forms.pmt.pack import ScorePack
from forms.pmt.proof import require_fit


def fits(pack: ScorePack, definition: FormDefinition) -> bool:
    """Tell whether a household of this form can be scored; which edition the pack was written for does not matter."""
    try:
        require_fit(replace(pack.form, version=definition.edition), pack.roster, pack.terms, definition)
    except PackRefused:
        return False
    return True
