"""CP501: a requester whom no reply without condition covers would be told nothing, and silence speaks."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

import attrs

from confpolicy.core.clauses import Parties, Reply
from confpolicy.core.scopes import all_leaves
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.schema import Vocabulary
from confpolicy.lint.subject import Subject

COMBINATIONS = 20_000
"""So many sets of roles are tried, of those that the replies tell apart."""


@attrs.frozen
class _Signature:
    """How a role counts towards the unconditional replies: which name it, which except it."""

    named: frozenset[int]
    excepted: frozenset[int]


def uncovered_requesters(subject: Subject) -> Iterator[Diagnostic]:
    """One finding with the first requester (roles, item, purpose) that no unconditional reply answers."""
    vocabulary = subject.program.vocabulary
    own = subject.program.policies[0].clauses
    replies = [each for each in own if isinstance(each, Reply) and _unconditional(each)]
    reaches = [subject.reach(reply) for reply in replies]
    parties = [reply.scope.to or Parties(anyone=True) for reply in replies]
    leaves = sorted(all_leaves(vocabulary.data)) if replies else [None]
    purposes = sorted(vocabulary.purposes.above) if replies else [None]
    by_leaf = _grouped(leaves, [each.leaves for each in reaches])
    by_purpose = _grouped(purposes, [each.purposes for each in reaches])
    seen: set[frozenset[int]] = set()
    for of, leaf in by_leaf.items():
        for for_, purpose in by_purpose.items():
            answering = of & for_
            if answering in seen:
                continue
            seen.add(answering)
            roles = _left_out([parties[index] for index in sorted(answering)], vocabulary)
            if roles is not None:
                facts = {
                    "roles": roles,
                    "item": _marked(leaf) if leaf else "anything",
                    "purpose": _marked(purpose) if purpose else "any purpose",
                }
                yield Diagnostic("CP501", subject.span("policy"), facts)
                return


def _grouped(terms: Sequence[str | None], covered: list[frozenset[str]]) -> dict[frozenset[int], str | None]:
    """The first term of each set of replies that cover the same terms."""
    found: dict[frozenset[int], str | None] = {}
    for term in terms:
        found.setdefault(frozenset(index for index, each in enumerate(covered) if term in each), term)
    return found


def _unconditional(reply: Reply) -> bool:
    return reply.condition.when is None and not reply.condition.unless and not reply.readings


def _marked(name: str) -> str:
    return f"`{name}`"


def _left_out(parties: list[Parties], vocabulary: Vocabulary) -> str | None:
    """The roles, in words, with which a requester matches none of `parties`; None where nobody is left out.

    As few roles as can be; one towards a subject is none that a reply could see. Where there are too many sets of
    roles to try, somebody counts as left out.
    """
    if any(each.anyone and not each.except_roles for each in parties):
        return None
    signatures = _signatures(parties, vocabulary)
    anyone = frozenset(i for i, each in enumerate(parties) if each.anyone)
    waiting = deque[tuple[tuple[str, ...], frozenset[int], frozenset[int]]]([((), anyone, frozenset())])
    seen = {(anyone, frozenset[int]())}
    while waiting:
        held, named, excepted = waiting.popleft()
        if named <= excepted:
            return f"the role {' and '.join(map(_marked, held))}" if held else "no role"
        for signature, role in signatures.items():
            state = (named | signature.named, excepted | signature.excepted)
            if state not in seen:
                seen.add(state)
                waiting.append(((*held, role), *state))
        if len(seen) > COMBINATIONS:
            return f"some set of roles (more than {COMBINATIONS:,} would have to be tried to know)"
    return None


def _signatures(parties: list[Parties], vocabulary: Vocabulary) -> dict[_Signature, str]:
    """The first role of each set of roles that count alike."""
    found: dict[_Signature, str] = {}
    for role, above in sorted(vocabulary.roles.above.items()):
        if role not in vocabulary.towards:
            named = frozenset(i for i, each in enumerate(parties) if each.roles & above)
            excepted = frozenset(i for i, each in enumerate(parties) if each.except_roles & above)
            found.setdefault(_Signature(named, excepted), role)
    return found
