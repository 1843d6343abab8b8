"""Each construct means in formulas what it means in decisions: random requests of a policy that is made for it."""

from __future__ import annotations

import pytest

from confpolicy import Policy
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.promises import staged
from tests.agreement.direct import CROWDED, Direct, tried

HEADER = """\
policy tried "What is tried"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data personal
data notes, whereabouts under personal
data notes reveals whereabouts
role staff, police
role worker under staff
role parent towards subject
purpose care, safety
structure paper
    kind : one of low, high
    signed_on : date
    visits : set of date
fact subject.flag, context.other : bool
fact subject.born : date
fact context.moment, subject.moment : datetime
fact stated.word : text
fact context.level : one of low, high
fact item.amount : decimal
fact item.count : int
fact relation.span : duration
fact recipient.papers : set of paper
fact context.dates : set of date
fact subject.seen_by : set of role
fact item.ruled : bool judged by police within 30 days
fact context.usual : bool taken as no if absent because "It is rare."
giver guardian
notice why

reply reply_all
    to anyone
    say "No."

"""
WHEN = {
    "three values": "(subject.flag and not context.other) or (not subject.flag and (context.other or context.usual))",
    "what is known": "context.other or (subject.flag != context.other)",
    "months and years": "now < subject.born + 16 years and subject.born + 1 month - 1 day > 2010-02-28",
    "within": "context.moment within 6 months or subject.born within 30 days",
    "instants": "now - context.moment < 36 hours or context.moment + 1 month < subject.moment",
    "a date beside an instant": "subject.born <= context.moment and context.moment < subject.born + 2 days",
    "dates apart": "subject.born - 2000-02-29 < 400 days",
    "durations": "relation.span > 3 months or relation.span + 1 day < 36 hours",
    "texts": 'stated.word = "alpha" or stated.word in {"beta", "café"}',
    "decimals": "item.amount + 1.25 >= 2.5 and item.amount != item.count",
    "whole numbers": "item.count - 2 < 18 or item.count in {0, 1, 3, 25}",
    "enumerations": "context.level = high or context.level in {low}",
    "records": "some p in recipient.papers has (p.kind = high and p.signed_on within 12 months)",
    "every one": "every p in recipient.papers has (p.kind = high or p.signed_on > 2025-06-30)",
    "sets in records": "some p in recipient.papers has (every d in p.visits has (d < 2026-06-30))",
    "sets within sets": "some p in recipient.papers has (p.signed_on in context.dates)",
    "several questions": (
        "(some p in recipient.papers has (p.kind = high) and some p in recipient.papers has (p.kind = low)) "
        "or not every p in recipient.papers has (p.signed_on > 2026-01-01)"
    ),
    "a question for each item": "some d in context.dates has (d > 2026-01-01 and item is whereabouts)",
    "terms": "worker in subject.seen_by or some r in subject.seen_by has (r = police)",
    "judgements": "item.ruled or (subject.flag and not item.ruled)",
    "presumptions": "not context.usual and subject.flag",
}


def _policy(when: str) -> str:
    forbidden = f"""
prohibition forbidden
    of whereabouts to police for safety
    when {when}
"""
    return f"""{HEADER}
exception allowed
    of notes, whereabouts to staff, police for care, safety
    when {when}
{"" if "stated." in when else forbidden}"""


CLAUSES = {
    "consents": """
consent agreed
    of personal to staff for care
    given by subject in writing
    given by guardian
    express
    told why
    lasts 12 months
    when subject.flag
need-to-know needed
    of personal to staff for care
""",
    "silence, refusals and withdrawals": """
consent silent
    of personal to staff for any purpose
    given by subject
    accepts silence
    without need-to-know because "The wish is the need."
consent asked
    of notes to anyone for any purpose
    given by guardian
    naming recipient
    without need-to-know because "The wish is the need."
""",
    "stand-ins and classes": """
stand-in stands
    of notes
    to parent
    given by guardian
    when subject.flag
    unless context.other
exception to_them
    of personal to subject for any purpose
    when not context.other
prohibition except_them
    of personal to anyone except subject, staff
    unless context.other
consent theirs
    of personal to anyone for any purpose
    given by subject
    without need-to-know because "The wish is the need."
""",
    "referrals": """
referral referred
    of personal to anyone for any purpose
    when item.ruled or (subject.flag and not item.ruled)
    unless context.other
    decided by staff
prohibition forbidden
    of whereabouts to police
    when subject.flag
""",
    "what is said and owed": """
duty owed
    of personal to police for safety
    when subject.flag
obligation they_are_told
    on disclosure of personal to anyone
    when stated.word = "alpha"
    then say "Told."
obligation noted
    on denial of personal to anyone
    unless context.other
    then do "Note it."
obligation afterwards
    on owed
    when context.usual
    then do "After."
""",
    "overrides": """
exception allow_one
    of personal to staff for any purpose
    when subject.flag
    overrides first_one
exception allow_two
    of personal to worker for any purpose
    when context.other
    overrides first_one, second_one
prohibition first_one
    of personal to staff except worker
    when subject.flag
prohibition second_one
    of whereabouts to anyone
    unless context.other
absolute prohibition never_to_them
    of notes to police
    when context.usual
""",
}
TEXTS = {name: _policy(when) for name, when in WHEN.items()} | {name: HEADER + text for name, text in CLAUSES.items()}
BASE = """
policy above "What is above"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"
    governs of personal except whereabouts to staff, parent for any purpose
        when subject.flag or context.other

exception allowed_above
    of personal to staff for care
    when context.other
"""


def _agree(policy: Policy, name: str, requests: int = 80) -> None:
    stage = staged(policy)
    direct, verdicts = Direct.of(stage), set()
    for number in range(requests):
        mapping = composing.request(Choices.from_seed(f"{name}/{number}"), stage.terrain)
        verdicts.add(policy.decide(mapping).verdict.value)
        assert {*tried(direct, mapping)} <= {CROWDED}, mapping
    assert len(verdicts) > 1, "requests that all come out alike show nothing"


def test_a_policy_within_another_means_in_formulas_what_it_means_in_decisions() -> None:
    own = HEADER.replace(
        '    timezone "Europe/London"\n', '    timezone "Europe/London"\n    within "above.policy"\n'
    )
    own += "\nexception allowed\n    of personal to staff, police for care, safety\n    when subject.flag\n"
    _agree(Policy.from_sources({"tried.policy": own, "above.policy": BASE.lstrip()}), "layers")


@pytest.mark.parametrize("name", TEXTS)
def test_a_construct_means_in_formulas_what_it_means_in_decisions(name: str) -> None:
    _agree(Policy.parse(TEXTS[name]), name)
