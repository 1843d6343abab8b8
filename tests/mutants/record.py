"""What is known of each mutant, in a file of lines, so that a run can be stopped, resumed and shared out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from tests.mutants.mutant import Mutant

APART, EQUAL, BUT_NEEDS = "told apart", "equivalent", "equivalent but for needs"
UNDECIDED, UNSEEN, WRONG = "undecided", "not seen to differ", "wrong"
OUTCOMES = (APART, EQUAL, BUT_NEEDS, UNSEEN, UNDECIDED, WRONG)
"""`BUT_NEEDS`: proved to decide alike, and a random request shows that something else is said to be lacking.

`UNSEEN`: by random requests alone, and none showed a difference. `WRONG`: two ways of looking disagree.
"""
GOOD = (APART, EQUAL, BUT_NEEDS)


@attrs.frozen(kw_only=True)
class Record:
    """What came of one mutant. `by`: in a few words, how; `decided`: how many random requests were decided twice."""

    id: str
    kind: str
    policy: str
    words: str
    outcome: str
    by: str = ""
    decided: int = 0
    parts: tuple[str, ...] = ()
    """Of decisions: those that differ for the request; where there is none, those that differ for any."""
    request: Mapping[str, Any] | None = None
    """A request that the two decide differently."""

    @classmethod
    def of(cls, mutant: Mutant, outcome: str, **found: Any) -> Record:
        """The record of a mutant."""
        return cls(
            id=mutant.id,
            kind=mutant.kind,
            policy=mutant.policy,
            words=mutant.change.words,
            outcome=outcome,
            **found,
        )


def read(files: Iterable[Path]) -> dict[str, Record]:
    """The records in these files, by the mutants' ids; a later one of the same mutant counts."""
    found: dict[str, Record] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            fields = json.loads(line)
            found[fields["id"]] = Record(**{**fields, "parts": tuple(fields["parts"])})
    return found


def append(file: Path, record: Record) -> None:
    """Adds a record to a file."""
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(attrs.asdict(record), ensure_ascii=False) + "\n")
