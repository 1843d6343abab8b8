"""What would come out under another reading of an ambiguous text, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from confpolicy.decide.cases import cases
from confpolicy.decide.decision import OtherReading, Verdict
from confpolicy.decide.docket import Asked, Docket
from confpolicy.decide.prepare import Prepared, Variant
from confpolicy.decide.rows import Cases, verdicts_alone
from confpolicy.decide.scoping import may_concern
from confpolicy.facts.request import Request


def readings_that_matter(
    prepared: Prepared, request: Request, docket: Docket, policies: Sequence[Cases]
) -> Iterator[OtherReading]:
    """Each reading that is not taken under which a row would have another verdict."""
    ours = docket.jointly(verdicts_alone(docket, policies))
    for variant in prepared.variants:
        if not _touches(variant, policies):
            continue
        other = cases(variant.policy, request, docket, set())
        changed = [*policies[: variant.place], other, *policies[variant.place + 1 :]]
        theirs = docket.jointly(verdicts_alone(docket, changed))
        rows = tuple(_differing(ours, theirs))
        if rows:
            yield OtherReading(clause=variant.clause.name, taken=variant.taken, other=variant.other, rows=rows)


def _differing(ours: dict[Asked, Verdict], theirs: dict[Asked, Verdict]) -> Iterator[tuple[str, str, Verdict]]:
    for (leaf, subject), verdict in theirs.items():
        if verdict is not ours[leaf, subject]:
            yield leaf, subject, verdict


def _touches(variant: Variant, policies: Sequence[Cases]) -> bool:
    """Whether the clause is in scope for a row, or for what one reveals."""
    for case in policies[variant.place].values():
        here = case.environment
        revealed = case.policy.domain.vocabulary.revealed(here.leaf or "")
        if not variant.clause.leaves.isdisjoint(revealed | {here.leaf}) and may_concern(variant.clause, here):
            return True
    return False
