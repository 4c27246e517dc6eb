"""XForms as other tools write them, from the parts that matter."""

from __future__ import annotations

from collections.abc import Mapping

from forms.definition import FormDefinition
from forms.interview import Interview
from forms.xform import parse_xform
from tests.forms.small_forms import noon


def foreign(
    instance: str, binds: str = "", body: str = "", *, model: str = "", resources: Mapping[str, bytes] | None = None
) -> FormDefinition:
    """A form from the content of its `data` element, its binds, its body and whatever else its model holds."""
    return parse_xform(written(instance, binds, body, model=model).encode(), resources or {})


def written(instance: str, binds: str = "", body: str = "", *, model: str = "") -> str:
    """The XForm itself."""
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
      xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"
      xmlns:pser="https://pser.punjab.gov.pk/xforms" xmlns:orx="http://openrosa.org/xforms"
      ><h:head><h:title>foreign</h:title><model>
      <instance><data id="foreign" version="1">{instance}</data></instance>{model}{binds}
      </model></h:head><h:body>{body}</h:body></h:html>"""


def opened(
    instance: str, binds: str = "", body: str = "", *, model: str = "", resources: Mapping[str, bytes] | None = None
) -> Interview:
    """A fresh interview of such a form."""
    return Interview.start(foreign(instance, binds, body, model=model, resources=resources), clock=noon)
