"""CP501: a requester whom no reply without condition covers would be told nothing, and silence speaks."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.clauses import Parties, Reply
from confpolicy.core.scopes import all_leaves
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.schema import Vocabulary
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
    reaches = [reach(reply, vocabulary) for reply in replies]
    parties = [reply.scope.to or Parties(anyone=True) for reply in replies]
    leaves = sorted(all_leaves(vocabulary.data)) if replies else [None]
    purposes = sorted(vocabulary.purposes.above) if replies else [None]
    seen: set[frozenset[int]] = set()
    for leaf in leaves:
        for purpose in purposes:
            answering = frozenset(
                index for index, each in enumerate(reaches) if leaf in each.leaves and purpose in each.purposes
            )
            if answering in seen:
                continue
            seen.add(answering)
            held = _left_out([parties[index] for index in sorted(answering)], vocabulary)
            if held is not None:
                facts = {
                    "roles": f"the role {' and '.join(map(_marked, held))}" if held else "no role",
                    "item": _marked(leaf) if leaf else "anything",
                    "purpose": _marked(purpose) if purpose else "any purpose",
                }
                yield Diagnostic("CP501", subject.span("policy"), facts)
                return


def _unconditional(reply: Reply) -> bool:
    return reply.condition.when is None and not reply.condition.unless and not reply.readings


def _marked(name: str) -> str:
    return f"`{name}`"


def _left_out(parties: list[Parties], vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """Roles (as few as can be) with which a requester matches none of `parties`, or None where nobody is left out.

    A role towards a subject is none that a reply could see.
    """
    signatures: dict[_Signature, str] = {}
    for role, above in sorted(vocabulary.roles.above.items()):
        if role in vocabulary.towards:
            continue
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
