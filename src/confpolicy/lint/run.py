"""All lints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.lint.citations import citations
from confpolicy.lint.conditions import every_of_nothing, taken_as_no
from confpolicy.lint.effect import consent_without_need, referral_without_answer, stand_in_without_effect
from confpolicy.lint.equality import equal_to_a_group
from confpolicy.lint.evasion import role_beside_anyone, wider_purpose
from confpolicy.lint.existence import own_judgement, released_on_the_register, talked_away
from confpolicy.lint.replies import uncovered_requesters
from confpolicy.lint.review import review_overdue
from confpolicy.lint.stand_ins import freed_as_the_subject
from confpolicy.lint.subject import Subject
from confpolicy.lint.vocabulary import unused

Lint: TypeAlias = Callable[[Subject], Iterator[Diagnostic]]

OF_EACH: Final[tuple[Lint, ...]] = (
    role_beside_anyone,
    released_on_the_register,
    talked_away,
    every_of_nothing,
    taken_as_no,
    wider_purpose,
    equal_to_a_group,
    own_judgement,
    consent_without_need,
    referral_without_answer,
    stand_in_without_effect,
    freed_as_the_subject,
)
"""What is asked of each policy by itself: its clauses lift and need each other's, and nobody else's."""
OF_ALL: Final[tuple[Lint, ...]] = (uncovered_requesters, citations, unused, review_overdue)
"""What is asked of all policies of a load together."""


def lint(subject: Subject) -> tuple[Diagnostic, ...]:
    """Every finding of every lint, each once; `settle` then applies what the policy allows."""
    of_each = [finding for one in subject.apart() for each in OF_EACH for finding in each(one)]
    of_all = [finding for each in OF_ALL for finding in each(subject)]
    once = {(found.code, found.span, repr(sorted(found.facts.items()))): found for found in (*of_each, *of_all)}
    return tuple(once.values())
