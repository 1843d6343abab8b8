"""What was measured, as `README.md` here tells it: written from the figures that are kept, so that it says no other.

python -m benchmarks.page      # after `python -m benchmarks --json benchmarks/figures.json`: page and picture anew
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figure import BY_HAND, OURS, PERMITTED, READ, WITHHELD, median
from benchmarks.plot import plot

HERE = Path(__file__).parent
BEGIN, END = "<!-- measured -->\n", "<!-- end of what was measured -->\n"


def page(measured: Mapping[str, Any]) -> str:
    """The tables, and what they come to."""
    rules = [figure for figure in measured["figures"] if figure["work"] == "rules"]
    others = [figure for figure in measured["figures"] if figure["work"] != "rules"]
    lines = [
        f"{measured['date']}, on {measured['machine']}.",
        "Median µs of a call, permits and denials together (`figures.json` has them apart):\n",
        *_engines(rules),
        "",
        *_ratios(rules),
        "",
        *_others(others),
        "",
        *_parts(measured),
    ]
    return "\n".join(lines) + "\n"


def _sizes(figures: Sequence[Mapping[str, Any]]) -> list[int]:
    return sorted({figure["size"] for figure in figures})


def _head(title: str, sizes: Sequence[int]) -> Iterator[str]:
    yield f"| {title} | " + " | ".join(f"{size:,} rules" for size in sizes) + " |"
    yield "|:---|" + "---:|" * len(sizes)


def _engines(figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    sizes = _sizes(figures)
    yield from _head("engine", sizes)
    for engine, version in {figure["engine"]: figure["version"] for figure in figures}.items():
        told = f"{engine} {version}".strip() if engine not in {OURS, READ} else engine
        yield f"| {told} | " + " | ".join(_number(median(figures, engine, size)) for size in sizes) + " |"


def _ratios(figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    sizes = _sizes(figures)
    peers = {figure["engine"] for figure in figures} - {OURS, READ, BY_HAND}
    fastest = [min(filter(None, (median(figures, peer, size) for peer in peers)), default=None) for size in sizes]
    first = {engine: [median(figures, engine, sizes[0])] * len(sizes) for engine in (OURS, READ)}
    yield from _head("ratio", sizes)
    for title, engine, beside in (
        ("a mapping, beside the fastest engine", OURS, fastest),
        ("a request that was read, beside the fastest engine", READ, fastest),
        (
            "a request that was read, beside the function by hand",
            READ,
            [median(figures, BY_HAND, size) for size in sizes],
        ),
        ("growth, a mapping", OURS, first[OURS]),
        ("growth, a request that was read", READ, first[READ]),
    ):
        mine = (median(figures, engine, size) for size in sizes)
        cells = (f"{one / other:.2f}" if one and other else "" for one, other in zip(mine, beside, strict=True))
        yield f"| {title} | " + " | ".join(cells) + " |"


def _others(figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "| other work: how much of it | a mapping: permitted | withheld | request read: permitted | withheld |"
    yield "|:---|---:|---:|---:|---:|"
    for work, size in dict.fromkeys((figure["work"], figure["size"]) for figure in figures):
        those = [figure for figure in figures if figure["work"] == work]
        cells = (median(those, engine, size, outcome) for engine in (OURS, READ) for outcome in (PERMITTED, WITHHELD))
        yield f"| {work}: {size:,} | " + " | ".join(map(_number, cells)) + " |"


def _parts(measured: Mapping[str, Any]) -> Iterator[str]:
    yield "| work | reading | deciding | deciding, with the full trace | times as long | with reading |"
    yield "|:---|---:|---:|---:|---:|---:|"
    for part in measured["parts"]:
        cells = [_number(micros) for micros in part["micros"].values()]
        cells += [f"{part[key]:.1f}" for key in part if key.endswith("multiple")]
        yield "| " + " | ".join([part["work"], *cells]) + " |"
    if measured["micros_a_statement"] is not None:
        yield f"\nOne statement more on file takes {measured['micros_a_statement']:.1f} µs more to read."


def _number(micros: float | None) -> str:
    if micros is None:
        return ""
    return f"{micros:,.1f}" if micros < 100 else f"{micros:,.0f}"


def written(readme: str, measured: Mapping[str, Any]) -> str:
    """The text of `README.md` with the figures in it."""
    before, rest = readme.split(BEGIN)
    return before + BEGIN + page(measured) + END + rest.split(END)[1]


def main() -> int:
    """Writes the page and the picture of the figures that are kept."""
    measured = json.loads((HERE / "figures.json").read_text(encoding="utf-8"))
    readme = HERE / "README.md"
    readme.write_text(written(readme.read_text(encoding="utf-8"), measured), encoding="utf-8")
    (HERE / "growth.svg").write_text(plot(measured), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
