"""Clauses: from the tree to the core's classes, and the place of every node by its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict, assert_never

import attrs

from confpolicy.check.checked import Checked
from confpolicy.check.groups import spread
from confpolicy.check.parts import only
from confpolicy.core import clauses as core
from confpolicy.core.expressions import Expression
from confpolicy.core.programs import Governs
from confpolicy.facts.request import Form
from confpolicy.facts.values import Duration
from confpolicy.lower.expressions import Lowering
from confpolicy.source import Span
from confpolicy.syntax import parts as tree
from confpolicy.syntax.expressions import Name
from confpolicy.syntax.statements import AssertNode, ClauseKind, ClauseNode

_BOTH_FORMS = ("writing", "speech")


class _Common(TypedDict):
    """The fields of `ClauseBase`."""

    name: str
    title: str | None
    cites: tuple[str, ...]
    scope: core.Scope
    condition: core.Condition
    readings: tuple[core.Reading, ...]
    taken: str | None
    relies_on: Mapping[str, str]
    effects: tuple[core.Effect, ...]


@attrs.frozen
class ClauseLowering:
    """Lowers clauses, and writes down the place of each node into `spans`."""

    expressions: Lowering
    spans: dict[str, Span]
    yielding: Mapping[str, frozenset[str]]
    """The prohibitions that say that they yield to a clause, by that clause's name."""

    def clause(self, node: ClauseNode) -> core.Clause:  # noqa: PLR0911 - one return for each kind of clause
        """The clause in the core."""
        common, parts = self._common(node), node.parts
        match node.kind:
            case ClauseKind.CONSENT:
                return self._consent(common, node)
            case ClauseKind.NEED_TO_KNOW:
                return core.NeedToKnow(**common)
            case ClauseKind.EXCEPTION | ClauseKind.DUTY:
                return core.Permission(
                    **common,
                    kind=core.PermissionKind(node.kind.value),
                    limited_to_need_to_know=bool(only(tree.LimitedPart, parts)),
                    overrides=self._overrides(node),
                )
            case ClauseKind.PROHIBITION | ClauseKind.ABSOLUTE_PROHIBITION:
                return core.Prohibition(**common, absolute=node.kind is ClauseKind.ABSOLUTE_PROHIBITION)
            case ClauseKind.REFERRAL:
                roles = tuple(name.text for part in only(tree.DecidedByPart, parts) for name in part.roles)
                return core.Referral(**common, decided_by=roles)
            case ClauseKind.OBLIGATION:
                return core.Obligation(**common, on=self._occasion(only(tree.OnPart, parts)[0]))
            case ClauseKind.REPLY:
                return core.Reply(**common, say=tuple(part.text.value for part in only(tree.SayPart, parts)))
            case ClauseKind.STANDING:
                return self._standing(common, parts)
            case ClauseKind.STAND_IN:
                return core.StandIn(
                    **common,
                    givers=frozenset(name.text for part in only(tree.GivenByPart, parts) for name in part.givers),
                )
            case _ as unreachable:
                assert_never(unreachable)

    def assertion(self, node: AssertNode) -> core.Assertion:
        """The assertion in the core; its nodes have paths as those of a clause."""
        name = node.name.text
        self.spans[name] = node.span
        self.spans[f"{name}/scope"] = node.scope.span
        condition = self._condition(name, node.conditions)
        return core.Assertion(
            name=name,
            claim=core.Claim(node.claim),
            scope=scope_of(node.scope),
            condition=condition,
            other=node.other.value if node.other else None,
        )

    def governs(self, node: tree.GovernsPart, path: str) -> Governs:
        """What a policy governs, in the core; its nodes have paths as those of a clause."""
        self.spans[path] = node.span
        self.spans[f"{path}/scope"] = node.scope.span
        return Governs(scope=scope_of(node.scope), condition=self._condition(path, node.conditions))

    def _common(self, node: ClauseNode) -> _Common:
        name = node.name.text
        self.spans[name] = node.span
        conditions = tuple(one for one in node.parts if isinstance(one, tree.WhenPart | tree.UnlessPart))
        taken = only(tree.ReadAsPart, node.parts)
        return _Common(
            name=name,
            title=node.title.value if node.title else None,
            cites=tuple(label.text for part in only(tree.CitesPart, node.parts) for label in part.labels),
            scope=self._scope(name, only(tree.ScopePart, node.parts)),
            condition=self._condition(name, conditions),
            readings=tuple(self._reading(name, part) for part in only(tree.ReadingPart, node.parts)),
            taken=taken[0].name.text if taken else None,
            relies_on={
                f"{part.fact.holder}.{part.fact.name.text}": part.because.value
                for part in only(tree.RelyingPart, node.parts)
            },
            effects=self._effects(name, only(tree.EffectsPart, node.parts)),
        )

    def _scope(self, name: str, parts: tuple[tree.ScopePart, ...]) -> core.Scope:
        for part in parts:
            self.spans[f"{name}/scope"] = part.span
            return scope_of(part)
        return core.Scope()

    def _condition(self, path: str, parts: tuple[tree.WhenPart | tree.UnlessPart, ...]) -> core.Condition:
        """`path` is the clause's, or its reading's: the `when` has `path/when`, each `unless` `path/unless.N`."""
        when: Expression | None = None
        unless: list[Expression] = []
        for part in parts:
            placed = self.expressions.condition(part.condition)
            if isinstance(part, tree.WhenPart):
                when = placed.node
                self.spans.update(placed.paths(f"{path}/when"))
            else:
                self.spans.update(placed.paths(f"{path}/unless.{len(unless)}"))
                unless.append(placed.node)
        return core.Condition(when, tuple(unless))

    def _reading(self, name: str, part: tree.ReadingPart) -> core.Reading:
        path = f"{name}/reading.{part.name.text}"
        self.spans[path] = part.span
        title = part.title.value if part.title else ""
        return core.Reading(part.name.text, title, self._condition(path, part.conditions))

    def _effects(self, name: str, parts: tuple[tree.EffectsPart, ...]) -> tuple[core.Effect, ...]:
        effects: list[core.Effect] = []
        for part in parts:
            within = self.expressions.duration(part.within) if part.within else None
            for effect in part.effects:
                self.spans[f"{name}/effect.{len(effects)}"] = effect.span
                effects.append(
                    core.Effect(
                        core.Phase(part.phase),
                        core.Act(effect.act),
                        effect.target.text if effect.target else None,
                        effect.text.value if effect.text else None,
                        within,
                    )
                )
        return tuple(effects)

    def _consent(self, common: _Common, node: ClauseNode) -> core.Consent:
        parts = node.parts
        without = only(tree.WithoutNeedPart, parts)
        return core.Consent(
            **common,
            givers=tuple(
                core.AcceptedGiver(giver.text, frozenset(map(Form, part.forms or _BOTH_FORMS)))
                for part in only(tree.GivenByPart, parts)
                for giver in part.givers
            ),
            express=bool(only(tree.ExpressPart, parts)),
            accepts_silence=bool(only(tree.SilencePart, parts)),
            told=frozenset(name.text for part in only(tree.ToldPart, parts) for name in part.notices),
            lasts=self._only_duration(only(tree.LastsPart, parts)),
            requested=bool(only(tree.RequestedPart, parts)),
            naming_recipient=bool(only(tree.NamingPart, parts)),
            without_need_to_know=without[0].because.value if without else None,
            overrides=self._overrides(node),
        )

    def _standing(self, common: _Common, parts: tuple[tree.ClausePart, ...]) -> core.Standing:
        events = only(tree.OnEventPart, parts)
        return core.Standing(
            **common,
            by=tuple(name.text for part in only(tree.ByPart, parts) for name in part.roles),
            every=self._only_duration(only(tree.EveryPart, parts)),
            on_event=events[0].event.value if events else None,
            do=tuple(part.text.value for part in only(tree.DoPart, parts)),
        )

    def _overrides(self, node: ClauseNode) -> frozenset[str]:
        """What the clause itself names, and what names the clause."""
        named = (spread(part.names, self.groups) for part in only(tree.OverridesPart, node.parts))
        return self.yielding.get(node.name.text, frozenset()).union(*named)

    def _occasion(self, part: tree.OnPart) -> core.Occasion | frozenset[str]:
        return core.Occasion(part.occasion) if part.occasion else spread(part.names, self.groups)

    @property
    def groups(self) -> Mapping[str, tuple[Name, ...]]:
        """The members of each group of clauses."""
        return self.expressions.checked.groups

    def _only_duration(self, parts: tuple[tree.LastsPart | tree.EveryPart, ...]) -> Duration | None:
        return self.expressions.duration(parts[0].duration) if parts else None


def scope_of(part: tree.ScopePart) -> core.Scope:
    """The scope in the core."""
    return core.Scope(
        of=core.Items(_names(part.of.names), _names(part.of.excepted)) if part.of else None,
        to=_parties(part.to) if part.to else None,
        from_=_parties(part.from_) if part.from_ else None,
        for_=(
            core.Purposes(part.for_.whole, _names(part.for_.names), _names(part.for_.excepted)) if part.for_ else None
        ),
    )


def _parties(selection: tree.Selection) -> core.Parties:
    names, excepted = _names(selection.names), _names(selection.excepted)
    return core.Parties(
        anyone=selection.whole,
        subject="subject" in names,
        roles=names - {"subject"},
        except_subject="subject" in excepted,
        except_roles=excepted - {"subject"},
    )


def _names(names: tuple[Name, ...]) -> frozenset[str]:
    return frozenset(name.text for name in names)


def yielding(checked: Checked) -> dict[str, frozenset[str]]:
    """For each clause that a prohibition yields to, those prohibitions: the same as if the clause overrode them."""
    found: dict[str, frozenset[str]] = {}
    for prohibition, node in checked.clauses.items():
        for part in only(tree.YieldsPart, node.parts):
            for clause in spread(part.names, checked.groups):
                found[clause] = found.get(clause, frozenset()) | {prohibition}
    return found
