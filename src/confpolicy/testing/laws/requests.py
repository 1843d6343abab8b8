"""Laws about requests as wholes: order, several subjects, and what goes outward."""

from __future__ import annotations

from typing import Any

import attrs

from confpolicy.core.programs import Program
from confpolicy.decide.decision import Judged, Verdict
from confpolicy.decide.outward import replies_for
from confpolicy.facts.read import read_request, stated_parts
from confpolicy.facts.schema import Holder
from confpolicy.testing import composing
from confpolicy.testing.edits import Mapped, copied, entries, spread, statements, subjects
from confpolicy.testing.laws.case import Asked, Case, Outcome, expect, mattered, same

STATED_KEYS = ("id", "roles")


def order_and_repetition_do_not_matter(case: Case) -> Outcome:
    """Of clauses, items, statements, roles; a statement on file twice, an item asked for twice."""
    made = copied(case.mapping)
    ch = case.ch
    filed = statements(made)
    filed += [{**one, "id": f"{one['id']}-again"} for one in ch.some(tuple(filed), most=3)]
    asked = entries(made)
    asked += [dict(one) for one in ch.some(tuple(asked), most=2)]
    for several in (filed, asked, made["recipient"]["roles"]):
        several.reverse()
    program = _reordered(case.program)
    after = case.again(program, made)
    same(case.decision, after)
    expect(after.outward == case.decision.outward, "the order changes what goes outward")
    return mattered(len(case.decision.rows) > 1 and bool(case.grounded_rows()))


def _reordered(program: Program) -> Program:
    policies = tuple(attrs.evolve(rules, clauses=rules.clauses[::-1]) for rules in program.policies)
    return attrs.evolve(program, policies=policies)


def several_subjects_are_the_conjunction(case: Case) -> Outcome:
    """Each subject is decided as by themself; an item about several is permitted only if it is for each."""
    whole = spread(case.mapping)
    people = subjects(whole)
    if len(people) < 2:
        return Outcome.VACUOUS
    alone = _alone(case.decision)
    for person in people:
        asked = [one for one in _written_out(whole) if person["id"] in one["about"]]
        if not asked:
            continue
        single = {**copied(whole), "subjects": [person], "items": [{**one, "about": [person["id"]]} for one in asked]}
        found = _alone(case.again(mapping=single))
        mine = {key: verdict for key, verdict in alone.items() if key[1] == person["id"]}
        expect(found == mine, f"{person['id']} alone: {found}, among others: {mine}")
    for row in case.decision.rows:
        together = {alone[row.item, other] for other in _joined(case, whole, row.item, row.subject)}
        expect(row.verdict is _conjunction(together), f"{row.item}, {row.subject}: {row.verdict} of {together}")
    return mattered(any(row.alone is not row.verdict for row in case.decision.rows) or len(set(alone.values())) > 1)


def _alone(decision: Judged) -> dict[Asked, Verdict]:
    return {(row.item, row.subject): row.alone for row in decision.rows}


def _written_out(mapping: Mapped) -> list[Mapped]:
    """The entries, each with all whom it is about."""
    everybody = [person["id"] for person in subjects(mapping)]
    return [{**entry, "about": entry.get("about", everybody)} for entry in entries(mapping)]


def _joined(case: Case, mapping: Mapped, leaf: str, subject: str) -> set[str]:
    """Everybody whom entries that cover the leaf tie to the subject."""
    data = case.vocabulary.data
    ties = [set(entry["about"]) for entry in _written_out(mapping) if leaf in data.leaves[entry["item"]]]
    joined = {subject}
    for _ in ties:
        joined = joined.union(*(tie for tie in ties if tie & joined))
    return joined


def _conjunction(several: set[Verdict]) -> Verdict:
    if several in ({Verdict.PERMIT}, {Verdict.OUTSIDE}):
        return several.pop()
    return Verdict.REFER if several <= {Verdict.PERMIT, Verdict.REFER} else Verdict.DENY


def what_goes_outward_tells_only_what_is_stated_and_released(case: Case) -> Outcome:
    """Another person, other facts, other statements on file: the same outward answer, if the same goes out."""
    made = _about_somebody_else(case) if case.ch.chance(70) else _otherwise_related(case)
    other = case.again(mapping=made)
    if other.outward.items != case.decision.outward.items:
        return Outcome.VACUOUS
    expect(other.outward == case.decision.outward, f"{other.outward} is not {case.decision.outward}")
    return mattered(_inward(other) != _inward(case.decision))


def a_refused_request_is_answered_like_a_denial(case: Case) -> Outcome:
    """A mistake in what the requester does not state changes nothing for them, where nothing is released anyway."""
    if case.decision.outward.items:
        return Outcome.VACUOUS
    made = copied(case.mapping)
    place = case.ch.pick((made, made["discloser"], made["recipient"], subjects(made)[0]))
    place["surprise"] = case.ch.pick((1, None, "yes"))
    if case.ch.chance(30):
        del made["discloser"]
    expect(isinstance(read_request(made, case.vocabulary), tuple), "a request with a mistake is not refused")
    answer = replies_for(case.prepared, stated_parts(made, case.vocabulary))
    expect(answer == case.decision.outward, f"refused: {answer}; denied: {case.decision.outward}")
    return mattered(bool(answer.replies))


def _about_somebody_else(case: Case) -> Mapped:
    """The same as far as the requester knows; everything else drawn again."""
    drawn = copied(composing.request(case.ch, case.terrain))
    made = spread(case.mapping)
    for key, holder in (("discloser", Holder.DISCLOSER), ("recipient", Holder.RECIPIENT)):
        facts = composing.facts_of(case.ch, case.terrain, case.now, holder)
        made[key] = {**{name: made[key][name] for name in STATED_KEYS}, **facts}
    made["context"] = composing.facts_of(case.ch, case.terrain, case.now, Holder.CONTEXT)
    made["consents"] = [*drawn["consents"], *made.get("consents", [])] if case.ch.chance(30) else drawn["consents"]
    _renumber(made["consents"])
    for person in subjects(made):
        facts = composing.facts_of(case.ch, case.terrain, case.now, Holder.SUBJECT)
        relation = composing.facts_of(case.ch, case.terrain, case.now, Holder.RELATION)
        stated = {"stated": person["stated"]} if "stated" in person else {}
        kept = {name: person[name] for name in STATED_KEYS}
        person.clear()
        person |= {**kept, **facts, **stated, "relation": {**relation, "roles": list(case.terrain.towards_roles[:1])}}
    return made


def _otherwise_related(case: Case) -> Mapped:
    """The same, but for the roles that the recipient has towards each subject: most of it still goes out."""
    made = spread(case.mapping)
    for person in subjects(made):
        roles = list(case.ch.some(case.terrain.towards_roles))
        person["relation"] = {**person.get("relation", {}), "roles": roles}
    return made


def _renumber(filed: list[Any]) -> None:
    for number, statement in enumerate(filed):
        statement["id"] = f"s{number}"


def _inward(decision: Judged) -> Any:
    return [(row.alone, row.because, row.standing, row.nearly) for row in decision.rows]
