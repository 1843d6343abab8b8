"""A program with another clause, definition, header or vocabulary in it; and the places where one can stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs

from confpolicy.core.clauses import Clause, Condition, Consent, Obligation, Permission, Reading, Standing
from confpolicy.core.expressions import (
    And,
    Arithmetic,
    Compare,
    Defined,
    Expression,
    Member,
    Not,
    Or,
    Quantified,
    Within,
    children,
)
from confpolicy.core.programs import Program, Rules
from confpolicy.core.reading import conditions_of, nodes
from confpolicy.decide.prepare import governs_path
from confpolicy.facts.schema import FactDeclaration


def clauses(program: Program) -> Iterator[Clause]:
    """Every clause that bears on a decision, of all policies, each once."""
    seen: set[str] = set()
    for rules in program.policies:
        for clause in rules.clauses:
            if not isinstance(clause, Standing) and clause.name not in seen:
                seen.add(clause.name)
                yield clause


def with_policies(program: Program, change: Callable[[Rules], Rules]) -> Program:
    """The program with each of its policies changed."""
    return attrs.evolve(program, policies=tuple(change(rules) for rules in program.policies))


def with_clause(program: Program, clause: Clause) -> Program:
    """The program with this clause in place of the one of its name."""

    def change(rules: Rules) -> Rules:
        kept = tuple(clause if old.name == clause.name else old for old in rules.clauses)
        return attrs.evolve(rules, clauses=kept)

    return with_policies(program, change)


def without(program: Program, name: str) -> Program:
    """The program without the clause of that name; an obligation that hung on it alone goes with it."""

    def change(rules: Rules) -> Rules:
        kept = (_unhooked(clause, name) for clause in rules.clauses if clause.name != name)
        return attrs.evolve(rules, clauses=tuple(clause for clause in kept if clause is not None))

    return with_policies(program, change)


def _unhooked(clause: Clause, name: str) -> Clause | None:
    match clause:
        case Obligation(on=frozenset() as on):
            return attrs.evolve(clause, on=on - {name}) if on != {name} else None
        case Consent() | Permission():
            return attrs.evolve(clause, overrides=clause.overrides - {name})
        case _:
            return clause


def with_fact(program: Program, fact: FactDeclaration) -> Program:
    """The program in which the fact of that name is declared so."""
    facts = {**program.vocabulary.facts, fact.full_name: fact}
    return attrs.evolve(program, vocabulary=attrs.evolve(program.vocabulary, facts=facts))


# --- conditions ---------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Spot:
    """A node of a condition: its id, whether it is itself a condition, and the program with another in its place."""

    place: str
    node: Expression
    is_condition: bool
    put: Callable[[Expression], Program]


@attrs.frozen(kw_only=True)
class Root:
    """One `when` or `unless`, or a definition: the whole of it, and the program without it, if it can be left out."""

    spot: Spot
    dropped: Program | None


def spots(program: Program) -> Iterator[Spot]:
    """Every node of every condition that bears on a decision: of clauses with the readings taken, and definitions."""
    for root in roots(program):
        yield from _below(root.spot)


def _below(spot: Spot) -> Iterator[Spot]:
    yield spot
    conditions = _conditions_in(spot.node)
    for index, child in enumerate(children(spot.node)):

        def put(new: Expression, index: int = index) -> Program:
            return spot.put(with_child(spot.node, index, new))

        yield from _below(Spot(place=f"{spot.place}/{index}", node=child, is_condition=index in conditions, put=put))


def _conditions_in(node: Expression) -> frozenset[int]:
    match node:
        case Not() | And() | Or():
            return frozenset(range(len(children(node))))
        case Quantified():
            return frozenset({1})
        case _:
            return frozenset()


def with_child(node: Expression, index: int, new: Expression) -> Expression:
    """The node with another child in that place."""
    parts = tuple(new if at == index else child for at, child in enumerate(children(node)))
    match node:
        case Not():
            return Not(*parts)
        case And():
            return And(parts)
        case Or():
            return Or(parts)
        case Compare(comparison, _, _):
            return Compare(comparison, *parts)
        case Arithmetic(operation, _, _):
            return Arithmetic(operation, *parts)
        case Member():
            return Member(*parts)
        case Within(_, duration):
            (moment,) = parts
            return Within(moment, duration)
        case Quantified(quantifier, variable, _, _):
            return Quantified(quantifier, variable, *parts)
        case _:
            raise ValueError("this node has no child")


def roots(program: Program) -> Iterator[Root]:
    """Every `when` and `unless` that bears on a decision, and every definition that one of them uses."""
    for rules in program.policies:
        if rules.governs is not None:
            name = rules.header.name

            def govern(new: Condition, name: str = name) -> Program:
                return with_policies(program, lambda each: _governing(each, name, new))

            yield from _roots(governs_path(rules.header), rules.governs.condition, govern)
    for clause in clauses(program):
        yield from _roots(clause.name, clause.condition, _condition_put(program, clause))
        for reading in clause.readings:
            if reading.name == clause.taken:
                put = _reading_put(program, clause, reading)
                yield from _roots(f"{clause.name}/reading.{reading.name}", reading.condition, put)
    for name, node in used_definitions(program).items():
        define = _define_put(program, name)
        yield Root(spot=Spot(place=f"define.{name}", node=node, is_condition=True, put=define), dropped=None)


def _roots(prefix: str, condition: Condition, put: Callable[[Condition], Program]) -> Iterator[Root]:
    if condition.when is not None:
        spot = Spot(
            place=f"{prefix}/when",
            node=condition.when,
            is_condition=True,
            put=lambda new: put(attrs.evolve(condition, when=new)),
        )
        yield Root(spot=spot, dropped=put(attrs.evolve(condition, when=None)))
    for number, unless in enumerate(condition.unless):
        before, after = condition.unless[:number], condition.unless[number + 1 :]

        def replace(
            new: Expression, before: tuple[Expression, ...] = before, after: tuple[Expression, ...] = after
        ) -> Program:
            return put(attrs.evolve(condition, unless=(*before, new, *after)))

        spot = Spot(place=f"{prefix}/unless.{number}", node=unless, is_condition=True, put=replace)
        yield Root(spot=spot, dropped=put(attrs.evolve(condition, unless=before + after)))


def _governing(rules: Rules, name: str, condition: Condition) -> Rules:
    if rules.governs is None or rules.header.name != name:
        return rules
    return attrs.evolve(rules, governs=attrs.evolve(rules.governs, condition=condition))


def _condition_put(program: Program, clause: Clause) -> Callable[[Condition], Program]:
    return lambda new: with_clause(program, attrs.evolve(clause, condition=new))


def _reading_put(program: Program, clause: Clause, reading: Reading) -> Callable[[Condition], Program]:
    def put(new: Condition) -> Program:
        changed = tuple(
            attrs.evolve(one, condition=new) if one.name == reading.name else one for one in clause.readings
        )
        return with_clause(program, attrs.evolve(clause, readings=changed))

    return put


def _define_put(program: Program, name: str) -> Callable[[Expression], Program]:
    def change(rules: Rules, new: Expression) -> Rules:
        if name not in rules.definitions:
            return rules
        return attrs.evolve(rules, definitions={**rules.definitions, name: new})

    return lambda new: with_policies(program, lambda rules: change(rules, new))


def used_definitions(program: Program) -> Mapping[str, Expression]:
    """The definitions that some condition uses, directly or through another, by name."""
    found: dict[str, Expression] = {}

    def add(node: Expression, definitions: Mapping[str, Expression]) -> None:
        for each in nodes(node):
            if isinstance(each, Defined) and each.name not in found:
                found[each.name] = definitions[each.name]
                add(definitions[each.name], definitions)

    for rules in program.policies:
        for condition in conditions_of(rules):
            for node in (condition.when, *condition.unless):
                if node is not None:
                    add(node, rules.definitions)
    return dict(sorted(found.items()))


def definitions_of(program: Program) -> Mapping[str, Expression]:
    """All definitions of all policies, by name."""
    return {name: node for rules in program.policies for name, node in rules.definitions.items()}
