"""The growth of a decision with the number of rules, as a picture: both axes logarithmic, readable in light and dark.

python -m benchmarks.plot benchmarks/figures.json benchmarks/growth.svg
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import attrs

from benchmarks.figure import BOTH, BY_HAND, OURS, READ

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 78, 268, 56, 62
"""Room around the plot: for numbers, for the names of lines, for the title."""
GAP = 17
"""Between the names of two lines, at least."""
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f; }
.title { font-size: 16px; font-weight: 600; }
.small { font-size: 12px; fill: #57606a; }
.grid { stroke: #d0d7de; stroke-width: 1; }
.peer { stroke: #6e7781; }
.hand { stroke: #9a6700; stroke-dasharray: 2 4; }
.ours { stroke: #0550ae; stroke-width: 3; }
.read { stroke: #0550ae; stroke-width: 3; stroke-dasharray: 8 4; }
.line { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
.dot { fill: #6e7781; } .dot-ours, .dot-read { fill: #0550ae; } .dot-hand { fill: #9a6700; }
.name-ours, .name-read { fill: #0550ae; font-weight: 600; } .name-hand { fill: #9a6700; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } .small { fill: #9198a1; } .grid { stroke: #3d444d; }
  .peer { stroke: #9198a1; } .dot { fill: #9198a1; }
  .hand { stroke: #d29922; } .dot-hand, .name-hand { fill: #d29922; }
  .ours, .read { stroke: #58a6ff; } .dot-ours, .dot-read, .name-ours, .name-read { fill: #58a6ff; }
}
""".strip()
_KINDS = {OURS: "ours", READ: "read", BY_HAND: "hand"}


@attrs.frozen
class Line:
    """One engine's medians in µs, by the number of rules."""

    engine: str
    points: Sequence[tuple[int, float]]

    @property
    def kind(self) -> str:
        """How it is drawn."""
        return _KINDS.get(self.engine, "peer")


@attrs.frozen
class Scale:
    """Where a number stands on an axis that goes up by powers of ten."""

    low: int
    high: int
    begin: float
    end: float

    @classmethod
    def over(cls, numbers: Sequence[float], begin: float, end: float) -> Scale:
        """The scale over all of the numbers, from one power of ten to another."""
        low = math.floor(math.log10(min(numbers)))
        return cls(low, max(low + 1, math.ceil(math.log10(max(numbers)))), begin, end)

    def at(self, number: float) -> float:
        """The place of a number."""
        share = (math.log10(number) - self.low) / (self.high - self.low)
        return round(self.begin + share * (self.end - self.begin), 1)

    def ticks(self) -> range:
        """The exponents that are written at the axis."""
        return range(self.low, self.high + 1)


def plot(measured: Mapping[str, Any]) -> str:
    """The picture of the figures that a run wrote."""
    lines = _lines(measured["figures"])
    across = Scale.over([size for line in lines for size, _ in line.points], LEFT, WIDTH - RIGHT)
    up = Scale.over([micros for line in lines for _, micros in line.points], HEIGHT - BOTTOM, TOP)
    drawn = "\n".join([*_axes(across, up), *_drawn(lines, across, up), *_names(lines, up)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(_told(lines))}">\n<style>\n{_STYLE}\n</style>\n'
        f'<text class="title" x="{LEFT}" y="24">How long one decision takes, and how it grows with the rules</text>\n'
        f'<text class="small" x="{LEFT}" y="43">{escape(measured["date"])}, {escape(measured["machine"])}</text>\n'
        f"{drawn}\n</svg>\n"
    )


def _lines(figures: Sequence[Mapping[str, Any]]) -> list[Line]:
    points: dict[str, list[tuple[int, float]]] = {}
    for figure in figures:
        if figure["work"] == "rules":
            points.setdefault(figure["engine"], []).append((figure["size"], figure["micros"][BOTH]["median"]))
    return [Line(engine, sorted(found)) for engine, found in points.items()]


def _told(lines: Sequence[Line]) -> str:
    """The picture in words, for whoever does not see it."""
    ends = (f"{line.engine} {line.points[0][1]:,.0f} to {line.points[-1][1]:,.0f} µs" for line in lines)
    return f"Median of a decision from the fewest rules to the most: {'; '.join(ends)}."


def _axes(across: Scale, up: Scale) -> Iterator[str]:
    for exponent in across.ticks():
        x = across.at(10**exponent)
        yield f'<line class="grid" x1="{x}" y1="{up.begin}" x2="{x}" y2="{up.end}"/>'
        yield f'<text text-anchor="middle" x="{x}" y="{up.begin + 20}">{10**exponent:,}</text>'
    for exponent in up.ticks():
        y = up.at(10**exponent)
        yield f'<line class="grid" x1="{across.begin}" y1="{y}" x2="{across.end}" y2="{y}"/>'
        yield f'<text text-anchor="end" x="{across.begin - 8}" y="{y + 4}">{_micros(exponent)}</text>'
    middle = (across.begin + across.end) / 2
    yield f'<text text-anchor="middle" x="{middle}" y="{HEIGHT - 14}">rules in the policy (logarithmic)</text>'
    y = (up.begin + up.end) / 2
    turned = f'transform="rotate(-90 18 {y})"'
    yield f'<text text-anchor="middle" x="18" y="{y}" {turned}>median time of a decision (logarithmic)</text>'


def _micros(exponent: int) -> str:
    return f"{10 ** (exponent - 3):,} ms" if exponent >= 3 else f"{10**exponent:g} µs"


def _drawn(lines: Sequence[Line], across: Scale, up: Scale) -> Iterator[str]:
    """The lines, this program's last, so that they lie on top."""
    for line in sorted(lines, key=lambda line: line.kind in {"ours", "read"}):
        places = [(across.at(size), up.at(micros)) for size, micros in line.points]
        path = " ".join(f"{x},{y}" for x, y in places)
        yield f'<polyline class="line {line.kind}" points="{path}"/>'
        for x, y in places:
            yield f'<circle class="dot dot-{line.kind}" cx="{x}" cy="{y}" r="3.5"/>'


def _names(lines: Sequence[Line], up: Scale) -> Iterator[str]:
    """Each line's name at its end, apart from the next."""
    at = up.begin + GAP
    for line in sorted(lines, key=lambda line: line.points[-1][1]):
        at = min(at - GAP, up.at(line.points[-1][1]))
        last = f"{line.points[-1][1]:,.0f} µs"
        name = f"{escape(_short(line))}, {last}"
        yield f'<text class="name-{line.kind}" x="{WIDTH - RIGHT + 12}" y="{at + 4}">{name}</text>'


def _short(line: Line) -> str:
    return {BY_HAND: "by hand", "regorus, one rule over a table, as bytecode": "regorus, over a table"}.get(
        line.engine, line.engine.partition(", parsed")[0]
    )


def main(arguments: Sequence[str]) -> int:
    """Draws the figures in one file into another."""
    source, target = map(Path, arguments)
    target.write_text(plot(json.loads(source.read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
