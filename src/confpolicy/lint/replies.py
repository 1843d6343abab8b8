"""CP501: a requester whom no reply without condition covers would be told nothing, and silence speaks."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.clauses import Parties, Reply
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.schema import Hierarchy
from confpolicy.lint.reach import reach
from confpolicy.lint.subject import Subject


@attrs.frozen
class _Signature:
    """How a role counts towards the unconditional replies: which name it, which except it."""

    named: frozenset[int]
    excepted: frozenset[int]


def uncovered_requesters(subject: Subject) -> Iterator[Diagnostic]:
    """One finding with the first requester (roles, item, purpose) that no unconditional reply answers."""
    vocabulary = subject.program.vocabulary
    replies = [each for each in subject.clauses if isinstance(each, Reply) and _unconditional(each)]
    reaches = [reach(attrs.evolve(reply.scope, to=None), vocabulary) for reply in replies]
    parties = [reply.scope.to or Parties(anyone=True) for reply in replies]
    everything = reach(attrs.evolve(replies[0].scope, of=None, to=None, for_=None), vocabulary) if replies else None
    leaves = sorted(everything.leaves) if everything else ["any item"]
    purposes = sorted(everything.purposes) if everything else ["any purpose"]
    seen: set[frozenset[int]] = set()
    for leaf in leaves:
        for purpose in purposes:
            answering = frozenset(
                index for index, each in enumerate(reaches) if leaf in each.leaves and purpose in each.purposes
            )
            if answering in seen:
                continue
            seen.add(answering)
            roles = _left_out([parties[index] for index in sorted(answering)], vocabulary.roles)
            if roles is not None:
                facts = {"roles": " and ".join(roles) or "no role", "item": leaf, "purpose": purpose}
                yield Diagnostic("CP501", subject.span("policy"), facts)
                return


def _unconditional(reply: Reply) -> bool:
    return reply.condition.when is None and not reply.condition.unless and not reply.readings


def _left_out(parties: list[Parties], roles: Hierarchy) -> tuple[str, ...] | None:
    """Roles (as few as can be) with which a requester matches none of `parties`, or None where nobody is left out."""
    signatures: dict[_Signature, str] = {}
    for role, above in sorted(roles.above.items()):
        named = frozenset(i for i, each in enumerate(parties) if each.roles & above)
        excepted = frozenset(i for i, each in enumerate(parties) if each.except_roles & above)
        signatures.setdefault(_Signature(named, excepted), role)
    anyone = frozenset(i for i, each in enumerate(parties) if each.anyone)
    waiting: list[tuple[tuple[str, ...], frozenset[int], frozenset[int]]] = [((), anyone, frozenset())]
    seen = {(anyone, frozenset[int]())}
    while waiting:
        held, named, excepted = waiting.pop(0)
        if named <= excepted:
            return held
        for signature, role in signatures.items():
            state = (named | signature.named, excepted | signature.excepted)
            if state not in seen:
                seen.add(state)
                waiting.append(((*held, role), *state))
    return None
