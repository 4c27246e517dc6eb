"""A child process that fills the bench's household with our engine and prints what it took as one line of JSON.

Run as `python -m tests.bench.forms.filling FORM.xml PLAN.json MEMBERS OUT.xml`. The names of the figures are those that
the reference engines' own programs print.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

CONSENT, MEMBER, WAGE = "/data/a/consent", "/data/b/member", "m_wage"
WAGE_EDITS = 9
WAGE_EDITED = 4  # the member whose wage all engines edit, if that member has one


def milliseconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def p95(taken: Sequence[float]) -> float:
    """The figure that 19 of 20 stay below, as the reference engines' programs count it."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]


def memory() -> float:
    """What this process holds, in MB; nothing where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6


def main(form: Path, plan: Path, members: int, out: Path) -> None:
    """Load, fill, edit, print."""
    content, answers = form.read_bytes(), json.loads(plan.read_bytes())
    figures: dict[str, float] = {}
    began = time.perf_counter()
    from forms import Interview, parse_xform
    from forms.compiled import load_form

    figures["import_ms"] = (time.perf_counter() - began) * 1000
    held = memory()
    began = time.perf_counter()
    definition = parse_xform(content)
    figures["load_first_ms"] = (time.perf_counter() - began) * 1000
    began = time.perf_counter()
    interview = Interview.start(definition, clock=lambda: dt.datetime.now().astimezone())
    figures["create_first_ms"] = (time.perf_counter() - began) * 1000

    interview.answer(CONSENT, "yes")
    figures["expand_ms"] = milliseconds(lambda: interview.answer(answers["hh_size_ref"], str(members)))
    taken = []
    began = time.perf_counter()
    for place, planned in enumerate(answers["members"][str(members)], 1):
        for name, value in planned:
            ref = f"{MEMBER}[{place}]/{name}"
            if interview.state(ref).relevant:
                taken.append(milliseconds(lambda: interview.answer(ref, str(value))))  # noqa: B023 - done at once
    figures["roster_total_ms"] = (time.perf_counter() - began) * 1000
    figures |= {"roster_set_med_ms": median(taken), "roster_set_p95_ms": p95(taken), "roster_set_max_ms": max(taken)}

    tried = [min(members, WAGE_EDITED), *range(1, members + 1)]
    wage = next(ref for place in tried if interview.state(ref := f"{MEMBER}[{place}]/{WAGE}").relevant)
    edits = [milliseconds(lambda: interview.answer(wage, str(500 + edit))) for edit in range(WAGE_EDITS)]  # noqa: B023
    figures["edit_wage_full_ms"] = median(edits)

    taken = []
    for ref, value, _ in answers["plan"]:
        if ref != CONSENT and interview.state(ref).relevant:
            taken.append(milliseconds(lambda: interview.answer(ref, str(value))))  # noqa: B023
    figures |= {"scalar_set_med_ms": median(taken), "scalar_set_p95_ms": p95(taken)}
    figures["memory_mb"] = memory() - held
    submission = interview.submission()
    out.write_bytes(submission)
    figures["serialise_ms"] = milliseconds(interview.submission)
    saved = interview.serialise()
    clock = interview._desk.clock
    figures["reopen_ms"] = milliseconds(lambda: Interview.reopen(definition, saved, clock=clock))
    with tempfile.TemporaryDirectory() as folder:
        load_form(content, kept=Path(folder))
        figures["load_cached_ms"] = milliseconds(lambda: load_form(content, kept=Path(folder)))
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
