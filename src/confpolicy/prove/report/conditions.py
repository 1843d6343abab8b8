"""What a ground asks for, in the policy's own words."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Clause, Consent, Permission
from confpolicy.decide.consents import duration_words
from confpolicy.engine import Policy


def asked_for(policy: Policy, name: str) -> tuple[str, ...]:
    """Each condition of the clause as it stands in the text; of a consent also what the statement must be."""
    clause = next(each for rules in policy.program.policies for each in rules.clauses if each.name == name)
    return (*_conditions(policy, clause), *_statement(clause))


def stated_by(policy: Policy, name: str | None) -> str | None:
    """The name of the policy that states the clause; None where it is no clause."""
    return next(
        (rules.header.name for rules in policy.program.policies if name in {c.name for c in rules.clauses}), None
    )


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
    words = {
        "express": clause.express,
        "accepts silence": clause.accepts_silence,
        f"told {', '.join(sorted(clause.told))}": clause.told,
        f"lasts {duration_words(clause.lasts)}" if clause.lasts else "": clause.lasts,
        "requested by subject": clause.requested,
        "naming recipient": clause.naming_recipient,
        "with a need-to-know": clause.without_need_to_know is None,
    }
    yield from (each for each, asked in words.items() if asked)
