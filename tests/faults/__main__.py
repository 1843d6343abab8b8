"""Plants every fault in a copy of the program and sees whether its law notices: `python -m tests.faults`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.faults.catalogue import FAULTS
from tests.faults.workshop import Found, Workshop

HEAD = ("fault", "changed", "verdicts", "cases", "seconds", "law")


def main(arguments: list[str]) -> int:
    """The command line: 0 where every fault is caught."""
    names = [fault.name for fault in FAULTS]
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help="this fault; may be repeated")
    parser.add_argument("--jobs", type=int, default=2, choices=(1, 2), help="how many at a time")
    given = parser.parse_args(arguments)
    faults = [fault for fault in FAULTS if not given.only or fault.name in given.only]
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        shop = Workshop.opened(Path(folder))
        wrong = shop.prepare([fault.law for fault in faults])
        if wrong:
            print("\n".join(wrong))
            return 1
        found: list[Found] = []
        with ThreadPoolExecutor(given.jobs) as pool:
            for future in as_completed([pool.submit(shop.examine, fault) for fault in faults]):
                found.append(future.result())
                print(f"{len(found)} of {len(faults)}: {_line(found[-1])}", flush=True)
    print(_table(sorted(found, key=lambda one: names.index(one.fault.name))))
    missed = [one for one in found if one.problems]
    print(f"\n{len(found) - len(missed)} of {len(found)} faults are caught")
    return 1 if missed else 0


def _line(found: Found) -> str:
    return "\n    ".join((f"{found.fault.name}: {'not so' if found.problems else 'caught'}", *found.problems))


def _table(several: list[Found]) -> str:
    rows = [HEAD, *(_row(one) for one in several)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _row(found: Found) -> tuple[str, ...]:
    return (
        f"{found.fault.name}{' (not so)' if found.problems else ''}",
        f"{found.changed:.2%}",
        f"{found.verdicts:.2%}",
        "" if found.cases is None else str(found.cases),
        f"{found.seconds:.0f}",
        found.fault.law.removeprefix("tests/"),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
