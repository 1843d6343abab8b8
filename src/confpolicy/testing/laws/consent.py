"""Laws about consent statements on file."""

from __future__ import annotations

import attrs

from confpolicy.core.clauses import Clause, Consent
from confpolicy.decide.decision import Row
from confpolicy.facts.calendar import instant_from_text
from confpolicy.testing.edits import Mapped, changed, copied, statements, subjects
from confpolicy.testing.laws.case import Case, Outcome, expect, mattered, same, verdicts

ADDED_ID = "added-by-the-law"


def withdrawal_never_permits_more(case: Case) -> Outcome:
    """Of any grant that was not withdrawn."""
    return _ended(case, "withdrawn_at")


def expiry_never_permits_more(case: Case) -> Outcome:
    """At the instant of expiry the grant has expired."""
    return _ended(case, "expires_at")


def deleting_a_grant_that_was_not_withdrawn_never_permits_more(case: Case) -> Outcome:
    """Deleting a withdrawn one may: it is also a refusal."""
    made = copied(case.mapping)
    grant = _some_grant(case, made)
    if grant is None:
        return Outcome.VACUOUS
    statements(made).remove(grant)
    return case.never_more(case.again(mapping=made))


def refusal_never_permits_more(case: Case) -> Outcome:
    """By the subject, of everything or of something, now or before."""
    resting = [row for row in case.decision.rows if any(ground.statement for ground in row.because)]
    if not resting and case.ch.chance(70):
        return Outcome.VACUOUS
    made = copied(case.mapping)
    row = case.ch.pick(resting or case.decision.rows)
    if row.subject in _classes(made):
        return Outcome.VACUOUS
    refusal: Mapped = {
        "id": ADDED_ID,
        "statement": "refusal",
        "subject": row.subject,
        "given_by": {"id": row.subject, "as": "subject"},
        "at": case.moment(case.ch.pick((0, 0, -1, -86_400_000_000))),
    }
    refusal |= {"items": [case.ch.pick(sorted(case.vocabulary.data.above[row.item]))]} if case.ch.chance(50) else {}
    statements(made).append(refusal)
    return case.never_more(case.again(mapping=made))


def a_flawed_grant_that_was_not_withdrawn_changes_no_verdict(case: Case) -> Outcome:
    """It does not help where the good one is missing, and does not hurt where it is there."""
    made = copied(case.mapping)
    grant = _some_grant(case, made)
    if grant is None:
        return Outcome.VACUOUS
    flaws: list[Mapped] = [
        {"expires_at": case.moment()},
        {"at": case.moment(1)},
        {"recipients": [{"id": "nobody"}]},
        {"disclosers": [{"id": "nobody"}]},
    ]
    flawed = {**grant, **case.ch.pick(flaws), "id": ADDED_ID}
    statements(made).append(flawed)
    same(case.decision, case.again(mapping=made))
    bereft = copied(case.mapping)
    statements(bereft)[:] = [one for one in statements(bereft) if one["id"] != grant["id"]]
    without = case.again(mapping=bereft)
    statements(bereft).append(flawed)
    same(without, case.again(mapping=bereft))
    return mattered(verdicts(without) != verdicts(case.decision))


def statements_of_the_future_do_not_count(case: Case) -> Outcome:
    """A microsecond after the request is after it; a withdrawal of that time is not yet one."""
    made = copied(case.mapping)
    grant = _some_grant(case, made)
    if grant is None or instant_from_text(grant["at"]) > case.now:
        return Outcome.VACUOUS
    later = case.moment(1)
    refusal = {
        "id": ADDED_ID,
        "statement": "refusal",
        "subject": grant["subject"],
        "given_by": {"id": grant["subject"], "as": "subject"},
        "at": later,
    }
    grant["withdrawn_at"] = later
    statements(made).append(refusal)
    same(case.decision, case.again(mapping=made))
    refusal["at"] = grant["withdrawn_at"] = case.moment()
    return case.never_more(case.again(mapping=made))


def the_grants_that_a_decision_names_are_on_file_and_in_time(case: Case) -> Outcome:
    """What carries a permit was given before, is not withdrawn, and is about that subject."""
    filed = {one["id"]: one for one in statements(copied(case.mapping))}
    named = [(row, ground) for row in case.decision.rows for ground in row.because if ground.statement is not None]
    if not named:
        return Outcome.VACUOUS
    for row, ground in named:
        grant = filed[str(ground.statement)]
        ended = grant.get("withdrawn_at")
        kind = "offer" if ground.silence else "grant"
        expect(grant["statement"] == kind and grant["subject"] == row.subject, f"{grant['id']} cannot carry it")
        expect(instant_from_text(grant["at"]) <= case.now, f"{grant['id']} is not yet given")
        expect(ended is None or instant_from_text(ended) > case.now, f"{grant['id']} is withdrawn")
    return Outcome.MATTERED


def deleting_an_offer_never_permits_more(case: Case) -> Outcome:
    """An offer is no refusal of anything, whatever came of it."""
    made = copied(case.mapping)
    offers = [one for one in statements(made) if one["statement"] == "offer"]
    carrying = [one for one in offers if one["id"] in case.carrying()]
    if not offers or (not carrying and case.ch.chance(90)):
        return Outcome.VACUOUS
    statements(made).remove(case.ch.pick(carrying or offers))
    return case.never_more(case.again(mapping=made))


def an_offer_changes_no_verdict_where_silence_does_not_count(case: Case) -> Outcome:
    """Under clauses that do not accept silence it is as if nobody had been told anything."""
    bereft = copied(case.mapping)
    statements(bereft)[:] = [one for one in statements(bereft) if one["statement"] != "offer"]
    silent = _on_silence(case)
    if len(statements(bereft)) == len(case.mapping.get("consents", ())) or (not silent and case.ch.chance(90)):
        return Outcome.VACUOUS
    deaf = changed(case.program, _not_accepting_silence)
    before = case.again(deaf)
    same(before, case.again(deaf, bereft))
    expect(not any(ground.silence for row in before.rows for ground in row.because), "something rests on silence")
    return mattered(bool(silent))


def silence_undoes_no_refusal(case: Case) -> Outcome:
    """Once the subject has refused, whenever it was, nothing about them rests on silence any more."""
    silent = _on_silence(case)
    if not silent and case.ch.chance(96):
        return Outcome.VACUOUS
    made = copied(case.mapping)
    row = case.ch.pick(silent or case.decision.rows)
    if row.subject in _classes(made):
        return Outcome.VACUOUS
    days = case.ch.pick((0, 1, 30, 2_000))
    refusal: Mapped = {
        "id": ADDED_ID,
        "statement": "refusal",
        "subject": row.subject,
        "given_by": {"id": row.subject, "as": "subject"},
        "at": case.moment(-days * 86_400_000_000),
    }
    statements(made).append(refusal)
    after = case.again(mapping=made)
    for other in after.rows:
        resting = other.subject == row.subject and any(ground.silence for ground in other.because)
        expect(not resting, f"{other.item} rests on silence after a refusal")
    return case.never_more(after)


def _classes(mapping: Mapped) -> frozenset[str]:
    """The subjects that are classes of people, about whom nothing may be on file."""
    return frozenset(subject["id"] for subject in subjects(mapping) if subject.get("class"))


def _on_silence(case: Case) -> list[Row]:
    return [row for row in case.decision.rows if any(ground.silence for ground in row.because)]


def _not_accepting_silence(clause: Clause) -> Clause:
    return attrs.evolve(clause, accepts_silence=False) if isinstance(clause, Consent) else clause


def _ended(case: Case, key: str) -> Outcome:
    made = copied(case.mapping)
    grant = _some_grant(case, made)
    if grant is None or instant_from_text(grant["at"]) > case.now:
        return Outcome.VACUOUS
    grant[key] = case.moment()
    return case.never_more(case.again(mapping=made))


def _some_grant(case: Case, mapping: Mapped) -> Mapped | None:
    """A grant that was not withdrawn, one on which something rests where there is one, else seldom any."""
    grants = [one for one in statements(mapping) if one["statement"] == "grant" and one.get("withdrawn_at") is None]
    carrying = [one for one in grants if one["id"] in case.carrying()]
    if not grants or (not carrying and case.ch.chance(75)):
        return None
    return case.ch.pick(carrying or grants)
