"""What a ground asks for, in the policy's own words."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Clause, Consent, Permission, Prohibition
from confpolicy.core.scopes import leaves_in, purposes_in
from confpolicy.decide.consents import duration_words
from confpolicy.engine import Policy
from confpolicy.facts.values import Duration


def asked_for(policy: Policy, name: str) -> tuple[str, ...]:
    """Its scope and conditions as they stand in the text; what a statement must be; and what may forbid it all."""
    rules, clause = next(
        (rules, each) for rules in policy.program.policies for each in rules.clauses if each.name == name
    )
    scope = f"{name}/scope"
    told = [policy.texts.words(scope)] if scope in policy.spans else []
    against = sorted(
        each.name for each in rules.clauses if isinstance(each, Prohibition) and _meets(policy, each, clause)
    )
    forbidden = [f"not forbidden by {', '.join(against)}"] if against else []
    return (*told, *_conditions(policy, clause), *_statement(clause), *forbidden)


def stated_by(policy: Policy, name: str | None) -> tuple[str, ...]:
    """The names of the policies that state the clause; none where it is no clause."""
    return tuple(rules.header.name for rules in policy.program.policies if name in {c.name for c in rules.clauses})


def _meets(policy: Policy, prohibition: Prohibition, clause: Clause) -> bool:
    """Whether both may speak of one item and purpose, and the clause does not override the prohibition."""
    vocabulary, scope = policy.program.vocabulary, clause.scope
    if not prohibition.absolute and prohibition.name in getattr(clause, "overrides", ()):
        return False
    leaves = leaves_in(scope.of, vocabulary.data, forbids=False)
    reached = leaves.union(*(vocabulary.revealed(leaf) for leaf in leaves))
    forbidden = leaves_in(prohibition.scope.of, vocabulary.data, forbids=True)
    purposes = (purposes_in(each.for_, vocabulary.purposes) for each in (scope, prohibition.scope))
    return not reached.isdisjoint(forbidden) and bool(frozenset.intersection(*purposes))


def _conditions(policy: Policy, clause: Clause) -> Iterator[str]:
    heads = [clause.name]
    heads += [f"{clause.name}/reading.{each.name}" for each in clause.readings if each.name == clause.taken]
    for head in heads:
        for node in policy.spans:
            part = node.removeprefix(f"{head}/")
            if node != part and "/" not in part and part.partition(".")[0] in ("when", "unless"):
                yield f"{part.partition('.')[0]} {policy.texts.words(node)}"


def _statement(clause: Clause) -> Iterator[str]:
    match clause:
        case Consent():
            yield from _consent(clause)
        case Permission(limited_to_need_to_know=True):
            yield "limited to need-to-know"
        case _:
            return


def _consent(clause: Consent) -> Iterator[str]:
    for given in clause.givers:
        yield f"given by {given.giver} in {' or '.join(sorted(form.value for form in given.forms))}"
    words = [
        ("express", clause.express),
        ("accepts silence", clause.accepts_silence),
        (f"told {', '.join(sorted(clause.told))}", clause.told),
        (f"lasts {duration_words(clause.lasts or Duration())}", clause.lasts),
        ("requested by subject", clause.requested),
        ("naming recipient", clause.naming_recipient),
        ("with a need-to-know", clause.without_need_to_know is None),
    ]
    yield from (each for each, asked in words if asked)
