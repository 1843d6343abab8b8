"""Every kind of mutant, each a function from a policy to the changes of that kind that could be made to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tests.mutants.kinds import clauses, comparisons, conditions, consents, moments, overrides, roles, scopes, terms
from tests.mutants.mutant import Change, Original

KINDS: Mapping[str, Callable[[Original], Iterator[Change]]] = {
    "clause dropped": clauses.dropped,
    "condition dropped": conditions.dropped,
    "condition negated": conditions.negated,
    "scope widened": scopes.widened,
    "comparison changed": comparisons.changed,
    "time changed": moments.changed,
    "role changed": roles.changed,
    "override removed": overrides.removed,
    "override added": overrides.added,
    "reading swapped": clauses.swapped,
    "notice dropped": consents.dropped,
    "reveals dropped": terms.dropped,
}
