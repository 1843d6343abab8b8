"""Figures as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.figure import BOTH, BY_HAND, OURS, PERMITTED, READ, WITHHELD, median


def tables(measured: Mapping[str, Any]) -> Iterator[str]:
    """Everything that a run wrote, in lines of Markdown."""
    figures: Sequence[Mapping[str, Any]] = measured["figures"]
    yield f"{measured['date']}, on {measured['machine']}; times in µs."
    for work, size in dict.fromkeys((figure["work"], figure["size"]) for figure in figures):
        yield from _table(work, size, [one for one in figures if (one["work"], one["size"]) == (work, size)])
    yield from _growth([figure for figure in figures if figure["work"] == "rules"])
    yield from _parts(measured)


def _table(work: str, size: int, figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    ours = next(figure for figure in figures if figure["engine"] == OURS)["micros"][BOTH]["median"]
    yield f"\n### {work}: {size:,}\n"
    yield f"| engine | version | checked | permitted | p99 | withheld | p99 | both | both / {OURS} |"
    yield "|:---|:---|---:|---:|---:|---:|---:|---:|---:|"
    for figure in figures:
        cells = [figure["engine"], figure["version"], f"{figure['checked']:,}"]
        for outcome in (PERMITTED, WITHHELD):
            found = figure["micros"].get(outcome)
            cells += ["", ""] if found is None else [_number(found["median"]), _number(found["p99"])]
        both = figure["micros"][BOTH]["median"]
        yield "| " + " | ".join([*cells, _number(both), f"{both / ours:.3g}"]) + " |"


def _number(micros: float) -> str:
    return f"{micros:,.1f}" if micros < 100 else f"{micros:,.0f}"


def _growth(figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    sizes = sorted({figure["size"] for figure in figures})
    if not sizes:
        return
    yield "\n### Ratios and growth\n"
    yield "| rules | " + " | ".join(f"{size:,}" for size in sizes) + " |"
    yield "|:---|" + "---:|" * len(sizes)
    ratios = {
        "a mapping, as a share of the fastest engine": (OURS, None),
        "a request that was read, as a share of the fastest engine": (READ, None),
        "a request that was read, as a multiple of the function by hand": (READ, BY_HAND),
    }
    for title, (engine, other) in ratios.items():
        yield _row(title, [_ratio(figures, size, engine, other) for size in sizes])
    for engine in dict.fromkeys(figure["engine"] for figure in figures):
        first = median(figures, engine, sizes[0])
        found = (median(figures, engine, size) for size in sizes)
        yield _row(f"growth: {engine}", [None if one is None or not first else one / first for one in found])


def _ratio(figures: Sequence[Mapping[str, Any]], size: int, engine: str, other: str | None) -> float | None:
    """An engine's median beside another's, or beside the least of all engines but ours and the function."""
    peers = {figure["engine"] for figure in figures} - {OURS, READ, BY_HAND} if other is None else {other}
    beside = [found for peer in peers if (found := median(figures, peer, size)) is not None]
    mine = median(figures, engine, size)
    return mine / min(beside) if beside and mine is not None else None


def _row(title: str, cells: Sequence[float | None]) -> str:
    return f"| {title} | " + " | ".join("" if cell is None else f"{cell:.3g}" for cell in cells) + " |"


def _parts(measured: Mapping[str, Any]) -> Iterator[str]:
    if measured["loads"]:
        yield "\n### Loading, in seconds, from a set of texts\n"
        yield "| rules | seconds |"
        yield "|---:|---:|"
        yield from (f"| {size:,} | {seconds:.2f} |" for size, seconds in measured["loads"])
    if measured["parts"]:
        yield "\n### Reading, deciding, and the full trace\n"
        yield "| work | reading | deciding | deciding, with the trace | times as long | with reading |"
        yield "|:---|---:|---:|---:|---:|---:|"
        for part in measured["parts"]:
            cells = [_number(micros) for micros in part["micros"].values()]
            multiples = [f"{part[key]:.3g}" for key in part if key.endswith("multiple")]
            yield "| " + " | ".join([part["work"], *cells, *multiples]) + " |"
        yield f"\nReading takes {measured['micros_a_statement']:.1f} µs longer for each statement more on file."
