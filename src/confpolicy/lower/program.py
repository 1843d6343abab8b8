"""A whole checked policy as a program of the core."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.check.checked import Checked
from confpolicy.check.findings import Findings
from confpolicy.check.literals import date_of
from confpolicy.check.parts import only
from confpolicy.core.expressions import Defined, Expression
from confpolicy.core.programs import Governs, Header, Program, Rules
from confpolicy.core.reading import conditions_of, nodes
from confpolicy.core.scenarios import Scenario
from confpolicy.facts.values import Day
from confpolicy.lower.clauses import ClauseLowering, yielding
from confpolicy.lower.expressions import Lowering
from confpolicy.lower.scenarios import lower_scenario
from confpolicy.source import Span
from confpolicy.syntax import parts as tree
from confpolicy.syntax.expressions import DateLiteral
from confpolicy.syntax.statements import AssertNode, ClauseNode, DefineNode, HeaderNode, ScenarioNode


@attrs.frozen(kw_only=True)
class Lowered:
    """A program, where each of its nodes stands in the text, and the policy's own scenarios.

    `spans` by path: `CLAUSE`, `CLAUSE/scope`, `CLAUSE/when/0/1`, `CLAUSE/unless.N/…`,
    `CLAUSE/reading.NAME/when/…`, `CLAUSE/effect.N` (all counted from 0), `define.NAME/…`; an assertion as a clause;
    `scenario.N`, `scenario.N/expect.M`; `policy`, which is the own header, and `policy/NAME` of each; what a policy
    governs as a clause of the name `governs.NAME`. Scenarios are those of the own policy's files.
    """

    program: Program
    spans: Mapping[str, Span] = attrs.field(repr=False)
    scenarios: tuple[Scenario, ...] = ()


def lower(checked: Checked) -> Lowered:
    """The program that a checked policy means. A checked policy has no mistakes, so nothing is raised."""
    spans: dict[str, Span] = {"policy": checked.headers[0].span}
    expressions = Lowering(checked)
    clauses = ClauseLowering(expressions, spans, yielding(checked))
    definitions: dict[str, Expression] = {}
    for name, node in checked.definitions.nodes.items():
        placed = expressions.condition(node.condition)
        definitions[name] = placed.node
        spans |= placed.paths(f"define.{name}")
    lowered = {name: clauses.clause(node) for name, node in checked.clauses.items()}
    policies = []
    for header, layer in zip(checked.headers, checked.load.layers, strict=True):
        spans.setdefault(f"policy/{header.name.text}", header.span)
        own = {node.name.text for node in only(DefineNode, layer.statements)}
        rules = Rules(
            header=_header(header, expressions),
            governs=_governs(header, clauses),
            clauses=tuple(lowered[node.name.text] for node in only(ClauseNode, layer.statements)),
            definitions=definitions,
            assertions=tuple(clauses.assertion(node) for node in only(AssertNode, layer.statements)),
        )
        policies.append(attrs.evolve(rules, definitions=_used(rules, own)))
    scenarios = tuple(
        lower_scenario(node, number, expressions, spans)
        for number, node in enumerate(only(ScenarioNode, checked.load.layers[0].statements))
    )
    program = Program(vocabulary=checked.vocabulary, policies=tuple(policies), sha256=checked.load.sha256)
    return Lowered(program=program, spans=spans, scenarios=scenarios)


def _used(rules: Rules, own: set[str]) -> dict[str, Expression]:
    """The definitions of its own files, and those that its conditions use, through one another."""
    waiting = [rules.definitions[name] for name in own if name in rules.definitions]
    for condition in (*conditions_of(rules), *(assertion.condition for assertion in rules.assertions)):
        waiting += [node for node in (condition.when, *condition.unless) if node is not None]
    for root in waiting:
        for node in nodes(root):
            if isinstance(node, Defined) and node.name not in own:
                own.add(node.name)
                waiting.append(rules.definitions[node.name])
    return {name: node for name, node in rules.definitions.items() if name in own}


def _governs(node: HeaderNode, clauses: ClauseLowering) -> Governs | None:
    for part in only(tree.GovernsPart, node.parts):
        return clauses.governs(part, f"governs.{node.name.text}")
    return None


def _header(node: HeaderNode, expressions: Lowering) -> Header:
    parts = node.parts
    sources = only(tree.SourcePart, parts)
    versions = only(tree.VersionPart, parts)
    reviewed = only(tree.ReviewedPart, parts)
    reviews = only(tree.ReviewPart, parts)
    return Header(
        name=node.name.text,
        title=node.title.value if node.title else None,
        language=only(tree.LanguagePart, parts)[0].number,
        version=versions[0].text.value if versions else None,
        in_force_from=_day(only(tree.InForcePart, parts)[0].day),
        timezone=expressions.checked.zone.name,
        source=sources[0].path.value if sources else None,
        reviewed_on=_day(reviewed[0].day) if reviewed else None,
        review_every=expressions.duration(reviews[0].every) if reviews else None,
        review_by=tuple(name.text for name in reviews[0].roles) if reviews else (),
    )


def _day(node: DateLiteral) -> Day:
    day = date_of(node, Findings())
    assert day is not None, "the checker lets no date stand that does not exist"
    return day
