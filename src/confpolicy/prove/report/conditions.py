"""What a ground asks for, in the policy's own words."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Clause, Consent, Permission
from confpolicy.engine import Policy


def asked_for(policy: Policy, name: str) -> tuple[str, ...]:
    """Each condition of the clause as it stands in the text; of a consent also what the statement must be."""
    clause = next(each for rules in policy.program.policies for each in rules.clauses if each.name == name)
    return (*_conditions(policy, clause), *_statement(clause))


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
            for given in clause.givers:
                yield f"given by {given.giver} in {' or '.join(sorted(form.value for form in given.forms))}"
            if clause.express:
                yield "express"
            if clause.told:
                yield f"told {', '.join(sorted(clause.told))}"
            if clause.requested:
                yield "requested by subject"
            if clause.naming_recipient:
                yield "naming recipient"
            if clause.without_need_to_know is None:
                yield "with a need-to-know"
        case Permission(limited_to_need_to_know=True):
            yield "limited to need-to-know"
        case _:
            return
