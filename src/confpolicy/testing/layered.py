"""Random programs of two policies, one within the other: two sets of clauses over one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs

from confpolicy.facts.schema import Holder
from confpolicy.testing.choices import Choices
from confpolicy.testing.clauses import Workshop
from confpolicy.testing.conditions import Speech, condition
from confpolicy.testing.scopes import Focus, Manner
from confpolicy.testing.sketch import ClauseSketch, Sketch
from confpolicy.testing.sketches import clauses_of, sketch
from confpolicy.testing.taxonomy import Taxonomy

_BORDER = Manner(anyone=60, subject=4, from_=25, for_=25, public=10)
_UNFIT = frozenset({Holder.STATED, Holder.STATEMENT})


@attrs.frozen(kw_only=True)
class LayeredSketch:
    """Two random policies. `own` has the vocabulary and, without a header, goes into the file that both use."""

    own: Sketch
    above: tuple[ClauseSketch, ...]
    own_governs: str
    above_governs: str

    def sources(self) -> Mapping[str, str]:
        """The files; the first one is the own policy's."""
        header, *rest = self.own.header.split("\n")
        vocabulary = len(self.own.taxonomy.statements()) + len(self.own.definitions)
        words = self.own.statements()[1 : vocabulary + 1]
        clauses = self.own.statements()[vocabulary + 1 :]
        use = 'use "words.policy"'
        law = "\n".join((header.replace("random_policy", "random_law"), *rest))
        own = "\n".join((header, *rest, '    within "law.policy"'))
        above = (each.statement() for each in self.above)
        return {
            "own.policy": "\n\n".join((own + self.own_governs, use, *clauses)) + "\n",
            "law.policy": "\n\n".join((law + self.above_governs, use, *above)) + "\n",
            "words.policy": "\n\n".join(words) + "\n",
        }


def layered_sketch(ch: Choices) -> LayeredSketch:
    """A random policy within another, which the checker accepts."""
    own = sketch(ch)
    shop = Workshop(ch, own.taxonomy, Focus.of(ch, own.taxonomy), own.definitions)
    clauses, groups = clauses_of(shop)
    return LayeredSketch(
        own=own,
        above=tuple(_renamed((*clauses, *groups))),
        own_governs=_governs(shop, percent=30),
        above_governs=_governs(shop, percent=70),
    )


def _renamed(clauses: tuple[ClauseSketch, ...]) -> Iterable[ClauseSketch]:
    """The same under other names, so that none is declared twice."""
    names = re.compile(rf"\b({'|'.join(clause.name for clause in clauses)})\b")
    for clause in clauses:
        parts = tuple(names.sub(r"law_\1", part) for part in clause.parts)
        yield ClauseSketch(clause.kind, f"law_{clause.name}", parts)


def _governs(shop: Workshop, *, percent: int) -> str:
    """What a policy governs, as the end of its header; often it says nothing."""
    if not shop.ch.chance(percent):
        return ""
    parts = [f"governs {shop.scope(_BORDER)}"]
    speech = _plain(shop.taxonomy)
    parts += [f"when {condition(shop.ch, speech).text}"] if shop.ch.chance(45) else []
    parts += [f"unless {condition(shop.ch, speech).text}"] if shop.ch.chance(30) else []
    return "".join(f"\n    {part}" for part in parts)


def _plain(taxonomy: Taxonomy) -> Speech:
    """What a border may turn on: plain facts, neither stated nor judged nor protected nor presumed."""
    speech = Speech.of(taxonomy, without=_UNFIT)
    return attrs.evolve(speech, facts=tuple(fact for fact in speech.facts if not (fact.protected or fact.modifier)))
