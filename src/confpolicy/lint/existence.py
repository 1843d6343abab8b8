"""CP502, CP503: what a release, or a prohibition that names a role, gives away about who is known."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Consent, Permission, Prohibition
from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.facts.schema import Holder
from confpolicy.lint.reach import leaves_of, reach, with_revealed
from confpolicy.lint.subject import Subject

_OF_THE_PERSON = frozenset({Holder.SUBJECT, Holder.RELATION})


def role_beside_anyone(subject: Subject) -> Iterator[Diagnostic]:
    """CP502: a prohibition names a role, and a ground that does not yield to it goes to anyone for the same data.

    Whoever keeps quiet about the role goes free of the prohibition by the ground that asks for no role.
    """
    vocabulary = subject.program.vocabulary
    for prohibition in subject.clauses:
        if not isinstance(prohibition, Prohibition) or prohibition.scope.to is None or prohibition.scope.to.anyone:
            continue
        if not prohibition.scope.to.roles:
            continue
        forbidden = reach(prohibition.scope, vocabulary)
        for ground in subject.grounds:
            granted = reach(ground.scope, vocabulary)
            if (
                ground.scope.to is not None
                and ground.scope.to.anyone
                and with_revealed(granted.leaves, vocabulary) & forbidden.leaves
                and granted.purposes & forbidden.purposes
                and prohibition.name not in ground.overrides
            ):
                yield Diagnostic(
                    "CP502",
                    subject.span(prohibition.name),
                    {"prohibition": prohibition.name, "ground": ground.name},
                    (Related(subject.span(ground.name), "goes to anyone"),),
                )


def released_on_the_register(subject: Subject) -> Iterator[Diagnostic]:
    """CP503: an exception or duty releases what reveals that a person is known, on what the register says of them."""
    vocabulary = subject.program.vocabulary
    revealing = {leaf for leaf in vocabulary.reveals if vocabulary.revealed(leaf)}
    revealed = frozenset[str]().union(*vocabulary.reveals.values())
    for clause in subject.clauses:
        match clause:
            case Permission():
                leaves = leaves_of(clause.scope.of, vocabulary) & (revealing | revealed)
                facts = [
                    fact.full_name
                    for fact in subject.facts_read(clause)
                    if fact.holder in _OF_THE_PERSON and fact.judged is None
                ]
                if leaves and facts:
                    named = {"clause": clause.name, "item": min(leaves), "facts": ", ".join(facts)}
                    yield Diagnostic("CP503", subject.span(clause.name), named)
            case _:
                pass


def talked_away(subject: Subject) -> Iterator[Diagnostic]:
    """CP504: a clause that overrides a prohibition reads what the requester states."""
    for clause in subject.clauses:
        match clause:
            case Consent(overrides=overrides) | Permission(overrides=overrides) if overrides:
                stated = [fact.full_name for fact in subject.facts_read(clause) if fact.holder is Holder.STATED]
                if stated:
                    facts = {
                        "clause": clause.name,
                        "overrides": ", ".join(sorted(overrides)),
                        "facts": ", ".join(stated),
                    }
                    yield Diagnostic("CP504", subject.span(clause.name), facts)
            case _:
                pass
