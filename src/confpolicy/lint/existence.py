"""CP503, CP504, CP508: what a release gives away about who is known, and what is lifted on somebody's word."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Permission, Prohibition
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.schema import Holder
from confpolicy.lint.subject import Subject, quoted

_OF_THE_PERSON = frozenset({Holder.SUBJECT, Holder.RELATION})


def released_on_the_register(subject: Subject) -> Iterator[Diagnostic]:
    """CP503: an exception or duty releases what reveals that a person is known, on what the register says of them."""
    vocabulary = subject.program.vocabulary
    revealing = {leaf for leaf in vocabulary.reveals if vocabulary.revealed(leaf)}
    revealed = frozenset[str]().union(*vocabulary.reveals.values())
    for clause in subject.clauses:
        if isinstance(clause, Permission):
            leaves = subject.reach(clause).leaves & (revealing | revealed)
            facts = [
                fact.full_name
                for fact in subject.facts_read(clause)
                if fact.holder in _OF_THE_PERSON and fact.judged is None
            ]
            if leaves and facts:
                named = {"clause": clause.name, "item": quoted([min(leaves)]), "facts": quoted(facts)}
                yield Diagnostic("CP503", subject.span(clause.name), named)


def talked_away(subject: Subject) -> Iterator[Diagnostic]:
    """CP504: a clause that overrides a prohibition reads what the requester states."""
    for clause in subject.grounds:
        stated = [fact.full_name for fact in subject.facts_read(clause) if fact.holder is Holder.STATED]
        if clause.overrides and stated:
            facts = {"clause": clause.name, "overrides": quoted(clause.overrides), "facts": quoted(stated)}
            yield Diagnostic("CP504", subject.span(clause.name), facts)


def own_judgement(subject: Subject) -> Iterator[Diagnostic]:
    """CP508: a prohibition reads a fact that the recipient judges, who is the one that it is to keep from it."""
    for clause in subject.clauses:
        if isinstance(clause, Prohibition):
            own = [fact.full_name for fact in subject.facts_read(clause) if fact.judged and fact.judged.by_recipient]
            if own:
                yield Diagnostic("CP508", subject.span(clause.name), {"clause": clause.name, "facts": quoted(own)})
