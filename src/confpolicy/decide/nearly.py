"""Why a row came out as it did: the clauses that nearly permitted, and why each prohibition stands."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.decide.blame import kept_from_holding, left_unknown, unknown_about_subject
from confpolicy.decide.cases import Case, Met
from confpolicy.decide.decision import Near, Outcome, StandingProhibition
from confpolicy.decide.prepare import Part
from confpolicy.facts.logic import Truth


def nearly(case: Case) -> tuple[Near, ...]:
    """The clauses in scope that could have permitted and did not apply, by name, with what kept them from it.

    Need-to-know clauses are among them where none applies and a consent, exception or duty asks for one.
    """
    found = [*_permissions(case), *_consents(case)]
    if case.need_to_know is None and _asks_for_need(case):
        found += [
            Near(
                clause=need.ready.name,
                kind=need.ready.kind,
                outcomes=_outcomes(case, need.ready.parts, need.reach),
                missing=_recipient(need.reach),
            )
            for need in case.needs
        ]
    return tuple(sorted(found, key=lambda near: near.clause))


def standing(case: Case) -> tuple[StandingProhibition, ...]:
    """Every prohibition that stands, by name, with the reason."""
    return tuple(_reason(name, met, case) for name, met in case.stands.items())


def _permissions(case: Case) -> Iterator[Near]:
    for weighed in case.permissions:
        lacks_need = weighed.ready.clause.limited_to_need_to_know and case.need_to_know is None
        if weighed.truth is not Truth.TRUE or lacks_need:
            yield Near(
                clause=weighed.ready.name,
                kind=weighed.ready.kind,
                outcomes=_outcomes(case, weighed.ready.parts, weighed.reach),
                missing=(*(("need-to-know",) if lacks_need else ()), *_recipient(weighed.reach)),
            )


def _consents(case: Case) -> Iterator[Near]:
    for weighed in case.consents:
        clause, considered = weighed.ready.clause, weighed.considered
        lacks_need = clause.without_need_to_know is None and case.need_to_know is None
        if considered.carrying is None or lacks_need or weighed.reach is Truth.UNKNOWN:
            missing = [*_recipient(weighed.reach)]
            if considered.carrying is None and not considered.flawed:
                missing.append("grant")
            if lacks_need:
                missing.append("need-to-know")
            yield Near(
                clause=clause.name,
                kind=weighed.ready.kind,
                outcomes=_outcomes(case, () if considered.carrying else weighed.ready.parts, weighed.reach),
                statements=tuple(sorted((*considered.flawed, *considered.unanswered), key=lambda each: each.id)),
                missing=tuple(sorted(missing)),
            )


def _outcomes(case: Case, parts: tuple[Part, ...], reach: Truth) -> tuple[Outcome, ...]:
    """What kept the parts from holding and, where that is open, the recipient from counting as the subject."""
    own = kept_from_holding(parts, case.environment)
    return own if reach is Truth.TRUE else (*own, *unknown_about_subject(case.environment))


def _recipient(reach: Truth) -> tuple[str, ...]:
    return ("recipient",) if reach is Truth.UNKNOWN else ()


def _asks_for_need(case: Case) -> bool:
    return any(each.ready.clause.limited_to_need_to_know for each in case.permissions) or any(
        each.ready.clause.without_need_to_know is None for each in case.consents
    )


def _reason(name: str, met: tuple[Met, ...], case: Case) -> StandingProhibition:
    strongest = [each for each in met if each.truth is met[0].truth]
    places = {each.environment.leaf for each in strongest}
    here = case.environment.leaf in places
    return StandingProhibition(
        clause=name,
        absolute=met[0].ready.clause.absolute,
        certainly=met[0].truth is Truth.TRUE,
        through=None if here else min(place for place in places if place is not None),
        outcomes=tuple(
            dict.fromkeys(
                outcome for each in strongest if each.truth is Truth.UNKNOWN for outcome in _left_unknown(each)
            )
        ),
    )


def _left_unknown(met: Met) -> Iterator[Outcome]:
    yield from left_unknown(met.ready.parts, met.environment)
    if met.reach is Truth.UNKNOWN:
        yield from unknown_about_subject(met.environment)
