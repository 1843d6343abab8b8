"""CP704: a review that is overdue."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.calendar import day_to_text, step_days, step_months
from confpolicy.facts.values import Day, Duration
from confpolicy.lint.subject import Subject


def review_overdue(subject: Subject) -> Iterator[Diagnostic]:
    """Reported where today is known and lies after the day by which the policy was to be reviewed."""
    for rules in subject.program.policies:
        header = rules.header
        if subject.today is None or header.reviewed_on is None or header.review_every is None:
            continue
        due = _step(header.reviewed_on, header.review_every)
        if subject.today.number > due.number:
            facts = {"name": header.name, "reviewed": day_to_text(header.reviewed_on), "due": day_to_text(due)}
            yield Diagnostic("CP704", subject.span(f"policy/{header.name}"), facts)


def _step(day: Day, duration: Duration) -> Day:
    return step_days(step_months(day, duration.months), duration.seconds // 86_400)
