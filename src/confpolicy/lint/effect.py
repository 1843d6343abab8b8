"""CP701, CP702, CP707: clauses that can never come to anything."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Clause, Consent, Permission, Referral, StandIn
from confpolicy.core.reading import asks_for_subject
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.schema import Holder
from confpolicy.lint.subject import Subject, conditions, quoted, roots


def consent_without_need(subject: Subject) -> Iterator[Diagnostic]:
    """CP701: a consent whose scope no need-to-know clause meets permits nothing."""
    needs = dict.fromkeys(subject.reach(each) for each in subject.needs)
    for clause in subject.clauses:
        if isinstance(clause, Consent) and clause.without_need_to_know is None:
            covered = subject.reach(clause)
            if not any(covered.meets(need) for need in needs):
                yield Diagnostic("CP701", subject.span(clause.name), {"clause": clause.name})


def referral_without_answer(subject: Subject) -> Iterator[Diagnostic]:
    """CP702: a referral is answered by an exception over the same scope that reads a judged `item` fact."""
    vocabulary = subject.program.vocabulary
    answers = dict.fromkeys(
        (subject.reach(each), fact.judged)
        for each in subject.clauses
        if isinstance(each, Permission)
        for fact in subject.facts_read(each)
        if fact.holder is Holder.ITEM and fact.judged is not None
    )
    for clause in subject.clauses:
        if isinstance(clause, Referral):
            covered = subject.reach(clause)
            deciders = frozenset().union(*(vocabulary.roles.above[role] for role in clause.decided_by))
            if not any(covered.meets(answer) and deciders & set(judged.roles) for answer, judged in answers):
                facts = {"clause": clause.name, "roles": quoted(clause.decided_by)}
                yield Diagnostic("CP702", subject.span(clause.name), facts)


def stand_in_without_effect(subject: Subject) -> Iterator[Diagnostic]:
    """CP707: no clause about the same data asks who counts as the subject, or rests on anybody's consent."""
    for clause in subject.clauses:
        if isinstance(clause, StandIn):
            leaves = subject.reach(clause).leaves
            if not any(
                _turns_on(other, clause, subject) and subject.reach(other).leaves & leaves
                for other in subject.clauses
            ):
                yield Diagnostic("CP707", subject.span(clause.name), {"clause": clause.name})


def _turns_on(clause: Clause, standing: StandIn, subject: Subject) -> bool:
    """Whether the clause can come out otherwise for somebody who stands in, or who consents for the subject."""
    to = clause.scope.to
    if isinstance(clause, StandIn):
        return False
    if isinstance(clause, Consent) and standing.givers:
        return True
    asks = any(asks_for_subject(root, subject.definitions) for part in conditions(clause) for root in roots(part))
    return standing.scope.to is not None and (asks or (to is not None and (to.subject or to.except_subject)))
