"""Each kind of clause becomes its class of the core, with nothing added and nothing lost."""

from __future__ import annotations

import pytest

from confpolicy.core.clauses import (
    AcceptedGiver,
    Act,
    Claim,
    Clause,
    Condition,
    Consent,
    Effect,
    Items,
    NeedToKnow,
    Obligation,
    Occasion,
    Parties,
    Permission,
    PermissionKind,
    Phase,
    Prohibition,
    Purposes,
    Reading,
    Referral,
    Reply,
    Scope,
    Standing,
)
from confpolicy.core.expressions import And, Defined, FactValue, Not, Or
from confpolicy.facts.request import Form
from confpolicy.facts.values import Day, Duration
from confpolicy.lower import Lowered, lower
from tests.check.loads import checked


def lowered(text: str) -> Lowered:
    return lower(checked(text))


def _clause(text: str) -> Clause:
    """The first clause of `text`, beside those of the shared vocabulary."""
    return next(one for one in lowered(text).program.policies[0].clauses if one.name == "x")


_NOTES = Items(frozenset({"notes"}))
_TO_HELPER = Parties(roles=frozenset({"helper"}))
_FOR_HELP = Purposes(terms=frozenset({"help"}))
_MISSING = FactValue("subject.missing")


def test_a_consent_keeps_what_makes_it_valid() -> None:
    text = """\
consent x "A title"
    cites A1, "B (2)"
    of notes, contact except here to police, subject from staff except helper for any purpose except safety
    given by subject in writing
    given by guardian, subject
    express
    told why, with_whom
    lasts 12 months
    requested by subject
    naming recipient
    without need-to-know because "They asked."
    overrides no_notes
    when statement.witnessed
    then within 1 day record in logbook, notify manager
"""
    assert _clause(text) == Consent(
        name="x",
        title="A title",
        cites=("A1", "B (2)"),
        scope=Scope(
            of=Items(frozenset({"notes", "contact"}), frozenset({"here"})),
            to=Parties(subject=True, roles=frozenset({"police"})),
            from_=Parties(roles=frozenset({"staff"}), except_roles=frozenset({"helper"})),
            for_=Purposes(any=True, excepted=frozenset({"safety"})),
        ),
        condition=Condition(FactValue("statement.witnessed")),
        effects=(
            Effect(Phase.THEN, Act.RECORD, "logbook", None, Duration(seconds=86_400)),
            Effect(Phase.THEN, Act.NOTIFY, "manager", None, Duration(seconds=86_400)),
        ),
        givers=(
            AcceptedGiver("subject", frozenset({Form.WRITING})),
            AcceptedGiver("guardian", frozenset(Form)),
            AcceptedGiver("subject", frozenset(Form)),
        ),
        express=True,
        told=frozenset({"why", "with_whom"}),
        lasts=Duration(months=12),
        requested=True,
        naming_recipient=True,
        without_need_to_know="They asked.",
        overrides=frozenset({"no_notes"}),
    )


_EDGES = """\
prohibition y
    of attendance to helper
    {yields}

prohibition x
    of notes to helper
    {yields}

exception e
    of notes to helper for help
    {overrides}

duty d
    of notes to helper for help
    {overrides}
"""
_GROUPS = """\
group lifting
    has e, d, agreed

group lifted
    has no_notes, x
"""


def test_a_consent_that_accepts_silence_says_so() -> None:
    found = _clause("consent x\n    of notes to police\n    given by subject\n    accepts silence\n")
    assert isinstance(found, Consent)
    assert found.accepts_silence


def test_yielding_to_a_clause_is_being_overridden_by_it() -> None:
    text = _EDGES.format(yields="yields to lifting", overrides="overrides lifted") + _GROUPS
    found = {one.name: one for one in lowered(text).program.policies[0].clauses}
    for name in ("e", "d"):
        clause = found[name]
        assert isinstance(clause, Permission)
        assert clause.overrides == {"no_notes", "x", "y"}
    agreed, x = found["agreed"], found["x"]
    assert isinstance(agreed, Consent)
    assert agreed.overrides == {"x", "y"}
    assert x == Prohibition(name="x", scope=Scope(_NOTES, _TO_HELPER))


def test_an_obligation_on_a_group_is_one_on_each_of_its_clauses() -> None:
    text = 'obligation x\n    on helping, lifting\n    then do "Tell."\n\n' + _EDGES.format(yields="", overrides="")
    text = text.replace("prohibition x", "prohibition z") + _GROUPS.replace(", x", ", z")
    found = _clause(text)
    assert isinstance(found, Obligation)
    assert found.on == {"helping", "e", "d", "agreed"}


def test_a_need_to_know_has_its_scope_and_condition() -> None:
    conditions = "    when is_missing\n    unless no\n    unless subject.missing\n"
    text = f"need-to-know x\n    of notes to helper for help\n{conditions}"
    found = _clause(text)
    assert isinstance(found, NeedToKnow)
    assert found.scope == Scope(_NOTES, _TO_HELPER, None, _FOR_HELP)
    assert found.condition.when == Defined("is_missing")
    assert len(found.condition.unless) == 2


def test_exceptions_and_duties_differ_in_their_kind_alone() -> None:
    rest = "x\n    of notes to helper for help\n    limited to need-to-know\n    overrides no_notes\n"
    scope = Scope(_NOTES, _TO_HELPER, None, _FOR_HELP)
    for kind in PermissionKind:
        assert _clause(f"{kind.value} {rest}") == Permission(
            name="x", kind=kind, scope=scope, limited_to_need_to_know=True, overrides=frozenset({"no_notes"})
        )


def test_prohibitions_are_absolute_where_they_say_so() -> None:
    scope = Scope(_NOTES, Parties(anyone=True, except_subject=True, except_roles=frozenset({"staff"})))
    rest = "x\n    of notes to anyone except staff, subject\n"
    assert _clause(f"prohibition {rest}") == Prohibition(name="x", scope=scope)
    assert _clause(f"absolute prohibition {rest}") == Prohibition(name="x", scope=scope, absolute=True)


def test_a_referral_names_who_decides() -> None:
    found = _clause("referral x\n    of notes to helper\n    decided by manager, police\n")
    assert found == Referral(name="x", scope=Scope(_NOTES, _TO_HELPER), decided_by=("manager", "police"))


def test_an_obligation_follows_upon_an_occasion_or_upon_clauses() -> None:
    effects = (Effect(Phase.FIRST, Act.DO, None, "Ask.", Duration()), Effect(Phase.THEN, Act.NOTIFY, "subject"))
    rest = 'of notes to helper\n    first at once do "Ask."\n    then notify subject\n'
    for words, on in (
        ("disclosure", Occasion.DISCLOSURE),
        ("denial", Occasion.DENIAL),
        ("exception or duty", Occasion.EXCEPTION_OR_DUTY),
        ("helping, agreed", frozenset({"helping", "agreed"})),
    ):
        found = _clause(f"obligation x\n    on {words} {rest}")
        assert found == Obligation(name="x", on=on, scope=Scope(_NOTES, _TO_HELPER), effects=effects)


def test_a_reply_keeps_its_words() -> None:
    found = _clause('reply x\n    to anyone\n    say "One "\n        "and two."\n    then do "Note it."\n')
    assert found == Reply(
        name="x",
        scope=Scope(to=Parties(anyone=True)),
        say=("One and two.",),
        effects=(Effect(Phase.THEN, Act.DO, None, "Note it."),),
    )


def test_what_is_standing_has_a_time_or_an_event() -> None:
    assert _clause('standing x\n    by manager, helper every 2 weeks\n    do "Look."\n') == Standing(
        name="x", by=("manager", "helper"), every=Duration(seconds=14 * 86_400), do=("Look.",)
    )
    assert _clause('standing x\n    by manager on "a fire"\n    do "Look."\n') == Standing(
        name="x", by=("manager",), on_event="a fire", do=("Look.",)
    )


def test_readings_are_all_kept_and_one_is_taken() -> None:
    text = """\
exception x
    of notes to helper for help
    when is_missing
    reading both "all of it"
        when subject.missing and context.emergency
    reading either
        when subject.missing or context.emergency
        unless stated.missing
    read as both
"""
    emergency = FactValue("context.emergency")
    found = _clause(text)
    assert found.condition == Condition(Defined("is_missing"))
    assert found.readings == (
        Reading("both", "all of it", Condition(And((_MISSING, emergency)))),
        Reading("either", "", Condition(Or((_MISSING, emergency)), (FactValue("stated.missing"),))),
    )
    assert found.taken == "both"


def test_what_a_clause_relies_on_is_kept_with_its_reason() -> None:
    condition = '    when is_child\n    relying on subject.born because "Age."\n'
    text = f"exception x\n    of notes to helper for help\n{condition}"
    assert _clause(text).relies_on == {"subject.born": "Age."}


def test_an_assertion_has_its_claim() -> None:
    text = "assert a\n    never of notes to helper when is_missing unless subject.missing\n"
    (found,) = lowered(text).program.policies[0].assertions
    assert (found.name, found.claim, found.scope) == ("a", Claim.NEVER, Scope(_NOTES, _TO_HELPER))
    assert found.condition == Condition(Defined("is_missing"), (_MISSING,))


@pytest.mark.parametrize(
    ("words", "claim", "other"),
    [
        ("never", Claim.NEVER, None),
        ("always", Claim.ALWAYS, None),
        ("only with consent", Claim.ONLY_WITH_CONSENT, None),
        ('same as "old/before.policy"', Claim.SAME_AS, "old/before.policy"),
    ],
)
def test_each_claim_is_lowered_with_the_policy_that_it_names(words: str, claim: Claim, other: str | None) -> None:
    (found,) = lowered(f"assert a\n    {words} of notes to helper\n").program.policies[0].assertions
    assert (found.claim, found.other, found.scope) == (claim, other, Scope(_NOTES, _TO_HELPER))


def test_definitions_stand_after_those_that_they_use() -> None:
    text = "define a as not b\ndefine b as not is_missing\n"
    definitions = lowered(text).program.policies[0].definitions
    assert list(definitions).index("b") < list(definitions).index("a")
    assert definitions["a"] == Not(Defined("b"))


def test_the_header_is_kept() -> None:
    header = lowered("").program.policies[0].header
    assert (header.name, header.language, header.timezone) == ("base", 1, "Europe/London")
    assert header.in_force_from == Day(20_454)
    assert (header.version, header.review_every, header.review_by) == (None, None, ())
