"""Tells every mutant of the policies apart from its original, or proves it equal: `python -m tests.mutants`.

A run with `--state` is resumed where it stopped; ranges share it out, and `--table` reads what all of them wrote.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.mutants.asserted import told
from tests.mutants.catalogue import mutants, original
from tests.mutants.judging import judged
from tests.mutants.kinds import KINDS
from tests.mutants.mutant import Mutant
from tests.mutants.record import APART, GOOD, OUTCOMES, UNSEEN, Record, append, read
from tests.mutants.sampling import sampled

SAMPLED, CONFIRMED = 2_000, 10_000
"""Random requests for each mutant: where nothing else is asked, and where it is proved to be equivalent."""


def main(arguments: list[str]) -> int:
    """The command line: 0 where every mutant is told apart or proved equal."""
    given = _parser().parse_args(arguments)
    if given.assertions:
        if given.range or given.kind or given.only:
            sys.exit("--assertions tries whatever mutants it takes: no --range, --kind or --only with it")
        return told(given.state)
    chosen = list(_chosen(given))
    if given.list:
        print("\n".join(f"{mutant.id}: {mutant.change.words}" for mutant in chosen))
        return 0
    if given.table:
        return _summed_up(read(given.table).values())
    known = read([given.state]) if given.state else {}
    records = []
    for number, mutant in enumerate(chosen, start=1):
        record, began = known.get(mutant.id), time.monotonic()
        if record is None:
            record = _judged(mutant, given)
            if given.state:
                append(given.state, record)
        records.append(record)
        print(f"{number} of {len(chosen)}, {time.monotonic() - began:.0f} s: {_line(record)}", flush=True)
    return _summed_up(records)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--range", type=_range, metavar="FIRST:LAST", help="of the mutants; the last is left out")
    parser.add_argument("--kind", action="append", choices=list(KINDS), help="these alone; may be repeated")
    parser.add_argument("--only", action="append", metavar="ID", help="this mutant; may be repeated")
    parser.add_argument("--state", type=Path, metavar="FILE", help="keeps what was found; with it a run is resumed")
    parser.add_argument(
        "--assertions", action="store_true", help="looks for a mutant that breaks each assertion instead"
    )
    parser.add_argument("--sampling", action="store_true", help="by random requests alone, without any proof")
    parser.add_argument(
        "--requests", type=int, metavar="NUMBER", help=f"for each mutant; {SAMPLED}, or {CONFIRMED} after a proof"
    )
    parser.add_argument("--list", action="store_true", help="the mutants, and no more")
    parser.add_argument(
        "--table", type=Path, nargs="+", metavar="FILE", help="what these states come to, and no more"
    )
    return parser


def _range(text: str) -> slice:
    first, _, last = text.partition(":")
    return slice(int(first), int(last))


def _chosen(given: argparse.Namespace) -> Iterator[Mutant]:
    for mutant in mutants()[given.range or slice(None)]:
        if (not given.kind or mutant.kind in given.kind) and (not given.only or mutant.id in given.only):
            yield mutant


def _judged(mutant: Mutant, given: argparse.Namespace) -> Record:
    if given.sampling:
        return by_sampling(mutant, given.requests or SAMPLED)
    return judged(mutant, confirmed=given.requests or CONFIRMED)


def by_sampling(mutant: Mutant, count: int) -> Record:
    """What so many random requests, decided by both, show of a mutant."""
    found = sampled(original(mutant.policy).program, mutant, count)
    return Record.of(
        mutant,
        UNSEEN if found.request is None else APART,
        by=f"{found.decided} random requests",
        decided=found.decided,
        parts=found.parts or tuple(sorted(found.beside)),
        request=found.request,
    )


def _line(record: Record) -> str:
    parts = f" ({', '.join(record.parts)})" if record.parts else ""
    return f"{record.id}: {record.outcome} by {record.by}{parts}"


def _summed_up(records: Iterable[Record]) -> int:
    several = list(records)
    print(table(several))
    missed = [record for record in several if record.outcome not in GOOD]
    print(f"\n{len(several) - len(missed)} of {len(several)} mutants are told apart or proved equal")
    print("".join(f"\n{_line(record)}\n    {record.words}" for record in several if record.outcome != APART))
    return 1 if missed else 0


def table(records: Iterable[Record]) -> str:
    """How many mutants of each kind came to what, as a table in Markdown; outcomes that none came to are left out."""
    counts = Counter((record.kind, record.outcome) for record in records)
    outcomes = [one for one in OUTCOMES if any(key[1] == one for key in counts)]
    rows = [
        (kind, [counts[kind, one] for one in outcomes]) for kind in KINDS if any(key[0] == kind for key in counts)
    ]
    rows.append(("all", [sum(column) for column in zip(*(row for _, row in rows), strict=True)]))
    lines = [f"| kind | {' | '.join(('mutants', *outcomes))} |", f"|---{'|---:' * (len(outcomes) + 1)}|"]
    lines += [f"| {kind} | {' | '.join(map(str, (sum(row), *row)))} |" for kind, row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
