"""Whether a score pack can be put to a form: it is of that form, and every question it reads is asked there."""

from __future__ import annotations

from forms.definition import FormDefinition
from forms.expression import ExpressionFault
from forms.pmt.household import ROOT
from forms.pmt.pack import ScorePack


def fits(pack: ScorePack, definition: FormDefinition) -> bool:
    """Tell whether a household of this form can be scored; which edition the pack was written for does not matter."""
    if pack.form.form_id != definition.form_id or not {ROOT, pack.roster} <= definition.nodes.keys():
        return False
    try:
        for term in pack.terms:
            for expression, path in term.questions(pack.roster):
                definition.expression(expression, path)
    except ExpressionFault:
        return False
    return True
