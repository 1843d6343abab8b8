"""Random conditions, as text: every operator on every type, so small that several parts of a policy read one fact."""

from __future__ import annotations

import enum
import re

import attrs

from confpolicy.facts.schema import Holder
from confpolicy.facts.types import Primitive, SetOf, StructureType, TermKind, TermType
from confpolicy.testing.atoms import Beside, comparison
from confpolicy.testing.choices import Choices
from confpolicy.testing.taxonomy import FactWord, Taxonomy


class Knowing(enum.Enum):
    """Where `FACT is known` may stand, so that not knowing a fact never discloses (section 4)."""

    NEVER = "never"
    PLAIN = "plain"
    REVERSED = "reversed"
    FREELY = "freely"

    def reverse(self) -> Knowing:
        """What holds under a `not`, and in an `unless` beside its `when`."""
        return {Knowing.PLAIN: Knowing.REVERSED, Knowing.REVERSED: Knowing.PLAIN}.get(self, self)


@attrs.frozen
class Condition:
    """A condition as text, with the full names of the facts that it reads, through definitions too."""

    text: str
    reads: frozenset[str] = frozenset()


@attrs.frozen
class Definition:
    """`define NAME as …`"""

    name: str
    condition: Condition

    def statement(self) -> str:
        """Its text."""
        return f"define {self.name} as {self.condition.text}"


@attrs.frozen(kw_only=True)
class Speech:
    """What a condition may speak of. `outward`: no more than the requester knows."""

    taxonomy: Taxonomy
    facts: tuple[FactWord, ...]
    definitions: tuple[Definition, ...] = ()
    knowing: Knowing = Knowing.NEVER
    outward: bool = False

    @classmethod
    def of(
        cls,
        taxonomy: Taxonomy,
        *,
        without: frozenset[Holder],
        definitions: tuple[Definition, ...] = (),
        knowing: Knowing = Knowing.NEVER,
    ) -> Speech:
        """Speech about everything but the facts of some holders."""
        facts = tuple(fact for fact in taxonomy.facts if fact.holder not in without)
        names = {fact.full_name for fact in facts}
        usable = tuple(definition for definition in definitions if definition.condition.reads <= names)
        return cls(taxonomy=taxonomy, facts=facts, definitions=usable, knowing=knowing)

    @classmethod
    def outwardly(cls, taxonomy: Taxonomy) -> Speech:
        """Speech about what the requester knows: their roles as given, the purpose, the items, `stated` facts."""
        facts = tuple(fact for fact in taxonomy.facts if fact.holder is Holder.STATED)
        return cls(taxonomy=taxonomy, facts=facts, outward=True)

    def reversed(self) -> Speech:
        """The same under a `not`."""
        return attrs.evolve(self, knowing=self.knowing.reverse())


def condition(ch: Choices, speech: Speech, *, depth: int = 2) -> Condition:
    """A random condition, at most `depth` connectives deep."""
    if depth > 0 and ch.chance(45):
        return _compound(ch, speech, depth)
    return _simple(ch, speech)


def _compound(ch: Choices, speech: Speech, depth: int) -> Condition:
    word = ch.weighted(((4, "and"), (3, "or"), (2, "not")))
    if word == "not":
        part = condition(ch, speech.reversed(), depth=depth - 1)
        return Condition(f"not ({part.text})", part.reads)
    parts = [condition(ch, speech, depth=depth - 1) for _ in range(ch.weighted(((4, 2), (1, 3))))]
    texts = [f"({part.text})" if _needs_parentheses(part.text) else part.text for part in parts]
    return Condition(f" {word} ".join(texts), frozenset().union(*(part.reads for part in parts)))


def _needs_parentheses(text: str) -> bool:
    return " and " in text or " or " in text


def _simple(ch: Choices, speech: Speech) -> Condition:
    options = [(2, "request")]
    options += [(8, "fact")] if speech.facts else []
    options += [(3, "defined")] if speech.definitions else []
    options += [(1, "known")] if speech.facts and speech.knowing is not Knowing.NEVER else []
    match ch.weighted(options):
        case "fact":
            return _about_fact(ch, speech, ch.pick(speech.facts))
        case "defined":
            definition = ch.pick(speech.definitions)
            return Condition(definition.name, definition.condition.reads)
        case "known":
            return _known(ch, speech, ch.pick(speech.facts))
        case _:
            return Condition(_about_request(ch, speech))


def _known(ch: Choices, speech: Speech, fact: FactWord) -> Condition:
    plain = f"{fact.full_name} is known"
    reads = frozenset({fact.full_name})
    match speech.knowing:
        case Knowing.PLAIN:
            return Condition(plain, reads)
        case Knowing.REVERSED:
            return Condition(f"not ({plain})", reads)
        case _:
            return Condition(ch.pick((plain, f"not ({plain})")), reads)


def _about_request(ch: Choices, speech: Speech) -> str:
    taxonomy = speech.taxonomy
    roles = taxonomy.plain_roles() if speech.outward else taxonomy.roles.names()
    options = [
        f"recipient is {ch.pick(roles)}",
        f"purpose is {ch.pick(taxonomy.purposes.names())}",
        f"item is {ch.pick(taxonomy.confidential_terms())}",
        f"purpose in {{{', '.join(ch.some(taxonomy.purposes.names(), least=1, most=2))}}}",
        f"item in {{{', '.join(ch.some(taxonomy.confidential_terms(), least=1, most=2))}}}",
    ]
    if not speech.outward:
        options += ["recipient is subject", f"discloser is {ch.pick(taxonomy.plain_roles())}"]
    return ch.pick(options)


def _about_fact(ch: Choices, speech: Speech, fact: FactWord) -> Condition:
    name = fact.full_name
    alike = tuple(other.full_name for other in speech.facts if other.type == fact.type and other != fact)
    steps = tuple(other.full_name for other in speech.facts if other.type is Primitive.DURATION and other != fact)
    right = ch.pick(alike) if alike and ch.chance(15) else None
    match fact.type:
        case SetOf(element):
            return _about_set(ch, speech, fact, element)
        case StructureType():
            text = f"{name} {ch.pick(('=', '!='))} {right or name}"
        case of:
            text = comparison(ch, speech.taxonomy, name, of, Beside(right, steps))
    read = {one for one in (name, *alike, *steps) if re.search(rf"\b{re.escape(one)}\b", text)}
    return Condition(text, frozenset(read))


def _about_set(
    ch: Choices, speech: Speech, fact: FactWord, element: Primitive | StructureType | TermType | object
) -> Condition:
    name = fact.full_name
    reads = frozenset({name})
    asked = {TermKind.DATA: "item", TermKind.PURPOSE: "purpose"}
    if isinstance(element, TermType) and element.kind in asked and ch.chance(60):
        return Condition(f"{asked[element.kind]} in {name}", reads)
    quantifier = ch.pick(("some", "every"))
    body = _body(ch, speech.taxonomy, element)
    if ch.chance(20):
        more = _about_request(ch, speech)
        inner = f"({body})" if _needs_parentheses(body) else body
        body = f"{inner} {ch.pick(('and', 'or'))} {more}"
    return Condition(f"{quantifier} x in {name} has ({body})", reads)


def _body(ch: Choices, taxonomy: Taxonomy, element: object) -> str:
    if isinstance(element, StructureType):
        fields = taxonomy.structures[element.name]
        chosen = ch.some(tuple(fields), least=1, most=2)
        word = ch.pick((" and ", " or "))
        return word.join(comparison(ch, taxonomy, f"x.{name}", fields[name]) for name in chosen)
    return comparison(ch, taxonomy, "x", element)
