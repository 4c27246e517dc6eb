"""The bench of the form engine: every engine in turn, medians, a table, the ratios, the plot of growth."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.forms.engines import MEMBERS, OURS, ROOT, Engine, Household, differences, engines
from tests.bench.forms.plot import Line, Panel, drawing

Growth = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Of members, questions or a list: by their number, by the name of the figure, in milliseconds."""
GROWTH_RUNS = 3
WEB_FORMS, JAVA_ROSA = "Web Forms", "JavaRosa"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what is measured, under which name, at how many members."""

    says: str
    figure: str
    members: int
    unit: str = "ms"


ROWS = (
    Row("load, first in its process", "load_first_ms", 10),
    Row("load from the cache", "load_cached_ms", 10),
    Row("begin an interview", "create_first_ms", 10),
    *(
        Row(f"{says}, {members} members", figure, members)
        for says, figure in (
            ("open the roster", "expand_ms"),
            ("a roster answer, median", "roster_set_med_ms"),
            ("a roster answer, p95", "roster_set_p95_ms"),
            ("edit a wage, roster full", "edit_wage_full_ms"),
            ("fill the roster", "roster_total_ms"),
        )
        for members in MEMBERS
    ),
    Row("another answer, median", "scalar_set_med_ms", 200),
    Row("another answer, p95", "scalar_set_p95_ms", 200),
    Row("open a saved draft", "reopen_ms", 200),
    Row("memory added, 200 members", "memory_mb", 200, "MB"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure of ours must stay within: so much, or so much of another engine's."""

    figure: str
    members: int
    most: float
    of: str | None = None


TARGETS = (
    Target("load_first_ms", 10, 0.9, JAVA_ROSA),
    Target("load_cached_ms", 10, 30),
    Target("roster_set_p95_ms", 200, 2),
    Target("edit_wage_full_ms", 200, 10),
    Target("roster_total_ms", 200, 0.9, JAVA_ROSA),
    Target("memory_mb", 200, 60),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out: medians by engine, members and figure; how many values differ from ours; how cost grows."""

    medians: Mapping[str, Mapping[int, Mapping[str, float]]]
    differing: Mapping[str, Mapping[int, int]]
    growth: Growth
    runs: int

    def of(self, engine: str, members: int, figure: str) -> float | None:
        """One median, if that engine gives it."""
        return self.medians.get(engine, {}).get(members, {}).get(figure)


def measure(household: Household, peers: Path | None, runs: int) -> Measured:
    """Run every engine in turn, as often as asked, and then our own growth."""
    taking_part = list(engines(peers)) if household.is_here else []
    taken: dict[tuple[str, int], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    differing: dict[str, dict[int, int]] = defaultdict(dict)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(runs):
            for members in MEMBERS:
                for engine in taking_part:
                    figures = engine.fill(household, members, _instance(folder, engine, members))
                    for name, value in figures.items():
                        taken[engine.name, members][name].append(value)
        for engine in taking_part[1:]:
            for members in MEMBERS:
                ours, theirs = (_instance(folder, each, members) for each in (OURS, engine))
                differing[engine.name][members] = len(differences(ours, theirs))
    medians: dict[str, dict[int, dict[str, float]]] = defaultdict(dict)
    for (name, members), found in taken.items():
        medians[name][members] = {figure: round(median(values), 3) for figure, values in found.items()}
    grown = [_growth(household) for _ in range(min(runs, GROWTH_RUNS))]
    return Measured(medians, differing, _medians(grown), runs)


def _instance(folder: str, engine: Engine, members: int) -> Path:
    return Path(folder) / f"{engine.name}.{members}.xml"


def _growth(household: Household) -> Growth:
    words = [household.form, household.plan] if household.is_here else []
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.forms.growing", *words], cwd=ROOT, capture_output=True, check=True
    )
    found: Growth = json.loads(done.stdout)
    return found


def _medians(grown: list[Growth]) -> Growth:
    return {
        kind: {
            number: {name: median(each[kind][number][name] for each in grown) for name in figures}
            for number, figures in by_number.items()
        }
        for kind, by_number in grown[0].items()
    }


def lines(measured: Measured) -> Iterator[str]:
    """The table, with what each engine took and how many times that ours did."""
    names = list(measured.medians)
    table: list[tuple[str, ...]] = [("", *names)]
    for row in ROWS if names else ():
        table.append((row.says, *(_cell(measured, name, row) for name in names)))
    widths = [max(len(cells[column]) for cells in table) for column in range(len(names) + 1)]
    for cells in table if names else ():
        yield "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
    if not names:
        yield "the household's form is not at hand (--forms-data): growth alone"
    for name, by_members in measured.differing.items():
        counts = ", ".join(f"{number} at {members} members" for members, number in by_members.items())
        yield f"values that differ from {name}'s: {counts}"
    for target in TARGETS if names else ():
        yield _judged(measured, target)
    for kind, by_number in measured.growth.items():
        for number, figures in by_number.items():
            said = ", ".join(f"{name} {value:.2f} ms" for name, value in figures.items())
            yield f"{int(number):,} {kind}: {said}"


def as_json(measured: Measured) -> dict[str, object]:
    """The same for programs."""
    ours = measured.medians.get(OURS.name, {})
    ratios = {
        name: {
            members: {figure: round(ours[members][figure] / value, 4) for figure, value in figures.items() if value}
            for members, found in by_members.items()
            if (figures := {figure: value for figure, value in found.items() if figure in ours[members]})
        }
        for name, by_members in measured.medians.items()
        if name != OURS.name
    }
    kept = {_named(target): kept for target in TARGETS if (kept := _kept(measured, target)) is not None}
    return {
        "runs": measured.runs,
        "medians": measured.medians,
        "ratios": ratios,
        "differing": measured.differing,
        "targets_kept": kept,
        "growth": measured.growth,
    }


def growth_plot(measured: Measured) -> str:
    """The plot for the documents."""
    panels = [
        Panel(title, across, "ms", tuple(_line(name, says, measured.growth[kind]) for name, says in shown.items()))
        for kind, title, across, shown in (
            (
                "members",
                "An answer in a roster",
                "members",
                {"median": "median", "p95": "p95", "wage": "a wage, which changes every row"},
            ),
            (
                "questions",
                "An answer in a long form",
                "questions",
                {"median": "median", "p95": "p95", "load": "to load the form"},
            ),
        )
        if kind in measured.growth
    ]
    return drawing(panels)


def _line(name: str, says: str, by_number: Mapping[str, Mapping[str, float]]) -> Line:
    return Line(says, tuple((float(number), figures[name]) for number, figures in by_number.items()))


def _cell(measured: Measured, engine: str, row: Row) -> str:
    value = measured.of(engine, row.members, row.figure)
    if value is None:
        return "-"
    ours = measured.of(OURS.name, row.members, row.figure)
    beside = f" ({ours / value:.2f})" if engine != OURS.name and ours is not None and value else ""
    return f"{value:,.2f} {row.unit}{beside}"


def _named(target: Target) -> str:
    return f"{target.figure}@{target.members}"


def _ratio(measured: Measured, target: Target) -> float | None:
    """Ours, or ours by the other engine's."""
    ours = measured.of(OURS.name, target.members, target.figure)
    other = measured.of(target.of, target.members, target.figure) if target.of is not None else 1.0
    return ours / other if ours is not None and other else None


def _kept(measured: Measured, target: Target) -> bool | None:
    ratio = _ratio(measured, target)
    return ratio <= target.most if ratio is not None else None


def _judged(measured: Measured, target: Target) -> str:
    ratio, beside = _ratio(measured, target), f" of {target.of}'s" if target.of is not None else ""
    if ratio is None:
        return f"target {_named(target)}: at most {target.most:g}{beside}: {target.of} is not at hand"
    verdict = "kept" if ratio <= target.most else "MISSED"
    return f"target {_named(target)}: {ratio:.2f} of at most {target.most:g}{beside}: {verdict}"
