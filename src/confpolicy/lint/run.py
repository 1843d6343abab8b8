"""All lints, in the order of their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.lint.citations import citations
from confpolicy.lint.conditions import every_of_nothing, presumed_in_prohibition
from confpolicy.lint.effect import consent_without_need, referral_without_answer
from confpolicy.lint.equality import equal_to_a_group
from confpolicy.lint.evasion import role_beside_anyone, wider_purpose
from confpolicy.lint.existence import own_judgement, released_on_the_register, talked_away
from confpolicy.lint.replies import uncovered_requesters
from confpolicy.lint.review import review_overdue
from confpolicy.lint.subject import Subject
from confpolicy.lint.vocabulary import unused

Lint: TypeAlias = Callable[[Subject], Iterator[Diagnostic]]

LINTS: Final[tuple[Lint, ...]] = (
    uncovered_requesters,
    role_beside_anyone,
    released_on_the_register,
    talked_away,
    every_of_nothing,
    presumed_in_prohibition,
    wider_purpose,
    equal_to_a_group,
    own_judgement,
    citations,
    consent_without_need,
    referral_without_answer,
    unused,
    review_overdue,
)


def lint(subject: Subject) -> tuple[Diagnostic, ...]:
    """Every finding of every lint; `settle` then applies what the policy allows."""
    return tuple(finding for each in LINTS for finding in each(subject))
