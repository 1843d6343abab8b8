"""Load time and decision time of whole policies, on the requests of their own scenarios.

    python -m benchmarks.policies                       # the policies that ship
    python -m benchmarks.policies --json policies.json  # and the figures as JSON

Every scenario is run first, and must pass: a time of a wrong answer is none.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from benchmarks.machine import machine
from benchmarks.timing import Times, timed
from confpolicy import Policy, Verdict
from confpolicy.facts.request import Request
from confpolicy.testing.scenarios import run_scenario

ROOT = Path(__file__).parents[1]
SHIPPED: Mapping[str, tuple[str, str]] = {
    "Communities 1st": ("policies/communities_1st.policy", "policies/communities_1st_test.policy"),
    "HIPAA": ("policies/hipaa/hipaa.policy", "policies/hipaa/hipaa_test.policy"),
}
"""By name: the policy, and the file whose scenarios ask for its decisions."""


@attrs.frozen
class Asked:
    """One scenario's request, by the policy that it is put to, and whether anything is released."""

    policy: Policy
    request: Mapping[str, Any]
    releases: bool


@attrs.frozen
class Figures:
    """What was measured of one policy; `decided` by what came out, and by what it was made from."""

    name: str
    files: int
    lines: int
    clauses: int
    loaded: Times
    requests: int
    decided: Mapping[str, Times]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table, and writes it as JSON where asked to. Exits with 1 where a scenario fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each request is decided")
    parser.add_argument("--loads", type=int, default=5, help="how often each policy is loaded")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures too")
    options = parser.parse_args(arguments)
    found = [_measured(name, *paths, options) for name, paths in SHIPPED.items()]
    print(f"On {machine()}.\n")
    print("\n".join(_table(found)))
    if options.json:
        options.json.write_text(json.dumps([_value(each) for each in found], indent=2) + "\n", encoding="utf-8")
    return 0


def _measured(name: str, policy: str, tests: str, options: argparse.Namespace) -> Figures:
    loaded = timed([lambda: Policy.load(ROOT / policy, cache=False)], rounds=options.loads)
    measured = Policy.load(ROOT / policy)
    sources = measured.sources()
    asked = list(_asked(ROOT / tests))
    rounds = options.rounds
    return Figures(
        name=name,
        files=len(sources),
        lines=sum(text.count("\n") for text in sources.values()),
        clauses=sum(len(rules.clauses) for rules in measured.program.policies),
        loaded=loaded,
        requests=len(asked),
        decided={
            f"{title}, {made}": timed([made_from(each) for each in asked if each.releases is releases], rounds=rounds)
            for made, made_from in (("from a mapping", _whole), ("request read", _read))
            for title, releases in (("permits", True), ("withheld", False))
        },
    )


def _asked(tests: Path) -> Iterator[Asked]:
    policy = Policy.load(tests)
    for scenario in policy.scenarios:
        result = run_scenario(policy, scenario, read=policy.read)
        if result.decision is None or not result.passed:
            sys.exit(f"{tests.name}: {scenario.title}: {'; '.join(failure.message for failure in result.failures)}")
        request = scenario.request
        given = json.loads(policy.read(request)) if isinstance(request, str) else request
        yield Asked(policy, given, result.decision.verdict in {Verdict.PERMIT, Verdict.PARTIAL})


def _whole(asked: Asked) -> Callable[[], object]:
    return functools.partial(_decided, asked.policy, asked.request)


def _read(asked: Asked) -> Callable[[], object]:
    return functools.partial(_decided, asked.policy, asked.policy.request(asked.request))


def _decided(policy: Policy, request: Mapping[str, Any] | Request) -> object:
    """What a caller asks of a decision: by whichever way it is made, the work is in the time."""
    decision = policy.decide(request)
    return decision.verdict, decision.obligations


def _table(found: Sequence[Figures]) -> Iterator[str]:
    yield "| | " + " | ".join(each.name for each in found) + " |"
    yield "|---|" + "---:|" * len(found)
    yield _line("files", (f"{each.files}" for each in found))
    yield _line("lines", (f"{each.lines:,}" for each in found))
    yield _line("clauses", (f"{each.clauses}" for each in found))
    yield _line("load, once the grammar is read: median", (f"{each.loaded.median * 1e3:,.0f} ms" for each in found))
    yield _line("requests", (f"{each.requests}" for each in found))
    for kind in found[0].decided:
        cells = (f"{_micros(each.decided[kind].median)} ({_micros(each.decided[kind].p99)})" for each in found)
        yield _line(f"{kind}: median (p99)", cells)


def _line(title: str, cells: Iterable[str]) -> str:
    return f"| {title} | " + " | ".join(cells) + " |"


def _micros(seconds: float) -> str:
    return f"{seconds * 1e6:,.0f} µs"


def _value(figures: Figures) -> dict[str, Any]:
    value = attrs.asdict(figures, recurse=False)
    times = {name: {"median": each.median, "p99": each.p99} for name, each in figures.decided.items()}
    return value | {"loaded": {"median": figures.loaded.median}, "decided": times, "machine": machine()}


if __name__ == "__main__":
    sys.exit(main())
