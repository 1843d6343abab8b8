"""How finding the grant that carries grows with the statements on file about one subject.

    python -m benchmarks.statements                    # 1, 100 and 10,000 statements
    python -m benchmarks.statements --json FILE        # and the figures as JSON

The subject's file is of one of three kinds: statements about other items, purposes and recipients; grants that all
cover what is asked for; the same, each but the last of them withdrawn, too old or not in writing. In each the last
one in time but one carries. What carries is checked, by both ways of deciding, before anything is timed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from benchmarks.machine import machine
from benchmarks.timing import Times, timed
from confpolicy import Policy
from confpolicy.facts.request import Request

POLICY = """policy on_file "Statements on file"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"
data address, diagnosis, history under confidential
role carer, researcher
purpose care, study
consent in_writing
    of confidential to carer, researcher
    given by subject in writing
    lasts 12 months
    without need-to-know because "The person said so."
reply nothing
    to anyone
    say "Nothing can be said."
"""
CARRIES, NOW = "carries", dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
KINDS = ("about other things", "about this, valid", "about this, flawed")


@attrs.frozen
class Figures:
    """What was measured of one file: reading the request, deciding it first, deciding it again."""

    kind: str
    statements: int
    read: Times
    first: Times
    again: Times


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a row for each kind and number. Exits with 1 where an answer is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1,100,10000", help="numbers of statements")
    parser.add_argument("--calls", type=int, default=30, help="how often each is measured")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures too")
    options = parser.parse_args(arguments)
    policy = Policy.parse(POLICY)
    print(f"On {machine()}; times in µs, median.\n")
    print("| on file | statements | read, each | decided first, each | decided again |")
    print("|:---|---:|---:|---:|---:|")
    found = []
    for kind in KINDS:
        for number in map(int, options.sizes.split(",")):
            found.append(_measured(policy, kind, number, options.calls))
            print(_row(found[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps([_value(each) for each in found], indent=2) + "\n", encoding="utf-8")
    return 0


def request(kind: str, number: int) -> dict[str, Any]:
    """A request whose subject has so many statements of that kind on file, one of which carries."""
    return {
        "id": "r1",
        "time": NOW.isoformat(),
        "purpose": "care",
        "items": ["address"],
        "discloser": {"id": "d1", "roles": []},
        "recipient": {"id": "r1", "roles": ["carer"]},
        "subject": {"id": "p1", "roles": []},
        "context": {},
        "consents": [_statement(kind, place) for place in range(number)],
    }


def _statement(kind: str, place: int) -> dict[str, Any]:
    """The first one carries; the others are a minute older each, but for one that is given tomorrow."""
    given = NOW - dt.timedelta(days=1, minutes=place) if place != 1 else NOW + dt.timedelta(days=1)
    statement: dict[str, Any] = {
        "id": f"c{place}" if place else CARRIES,
        "statement": "grant",
        "subject": "p1",
        "given_by": {"id": "p1", "as": "subject"},
        "at": given.isoformat(),
        "form": "writing",
        "items": ["address", "history"],
        "recipients": [{"id": "r1"}, "researcher"],
        "purposes": ["care"],
    }
    if place > 1 and kind == KINDS[0]:
        return statement | _elsewhere(place)
    if place > 1 and kind == KINDS[2]:
        return statement | _flawed(place, given)
    return statement


def _elsewhere(place: int) -> dict[str, Any]:
    others: list[dict[str, Any]] = [
        {"items": ["diagnosis"]},
        {"purposes": ["study"]},
        {"recipients": [{"id": f"r{place}"}]},
        {"recipients": ["researcher"]},
    ]
    return others[place % len(others)]


def _flawed(place: int, given: dt.datetime) -> dict[str, Any]:
    """Older by two years, spoken, expired, and one of a hundred withdrawn before the one that carries was given."""
    if place % 100 == 0:
        return {"withdrawn_at": (NOW - dt.timedelta(days=1, seconds=30)).isoformat()}
    others: list[dict[str, Any]] = [
        {"at": (given - dt.timedelta(days=730)).isoformat()},
        {"form": "speech"},
        {"expires_at": (NOW - dt.timedelta(seconds=30)).isoformat()},
    ]
    return others[place % len(others)]


def _measured(policy: Policy, kind: str, number: int, calls: int) -> Figures:
    mapping = request(kind, number)
    decision = policy.decide(mapping)
    carrying = [ground.statement for row in decision.rows for ground in row.because]
    if carrying != [CARRIES]:
        sys.exit(f"{number} statements {kind}: carried by {carrying}")
    fresh = [policy.request(mapping) for _ in range(calls + 1)]
    first = timed([functools.partial(_all_of, policy, iter(fresh))], rounds=calls)
    read = [functools.partial(policy.request, mapping)]
    again = [functools.partial(policy.decide, policy.request(mapping))]
    return Figures(kind, number, timed(read, rounds=calls), first, timed(again, rounds=calls * 30))


def _all_of(policy: Policy, fresh: Any) -> object:
    """A decision on a request that was not decided before."""
    asked: Request = next(fresh)
    return policy.decide(asked)


def _row(found: Figures) -> str:
    each = [1e6 * times.median / found.statements for times in (found.read, found.first)]
    again = 1e6 * found.again.median
    return f"| {found.kind} | {found.statements:,} | {each[0]:,.1f} | {each[1]:,.2f} | {again:,.1f} |"


def _value(found: Figures) -> Mapping[str, Any]:
    times = {name: getattr(found, name).median for name in ("read", "first", "again")}
    return {"kind": found.kind, "statements": found.statements, **times, "machine": machine()}


if __name__ == "__main__":
    sys.exit(main())
