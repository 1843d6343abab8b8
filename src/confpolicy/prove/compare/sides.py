"""A bench on which two programs over different vocabularies are held against one request that both can read.

The request is made of symbols over what the vocabularies have in common. Each program sees it through its own: what
only that one declares is never given, its hierarchies and what a leaf reveals are its own, and a refusal reaches the
item where it names the item or what the item reveals there. A judgement counts under each by that one's rule: two
symbols, and which of the four combinations there are is found by trying judges and ages (`judgements`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from confpolicy.prove.bench import Bench, Run
from confpolicy.prove.compare.judgements import combinations
from confpolicy.prove.compare.shared import Shared
from confpolicy.prove.encode.file import SUBJECT, File, GrantOrOffer, file_of, refusal
from confpolicy.prove.encode.held import Verdicts
from confpolicy.prove.encode.holding import verdicts
from confpolicy.prove.encode.symbols import limited
from confpolicy.prove.encode.world import Fact, World, fact_of
from confpolicy.prove.logic.terms import FALSE, Formula, both, either, negation, same


@attrs.define
class Side(World):
    """The request as one of the two programs sees it."""

    base: World = attrs.field(kw_only=True)
    which: int = attrs.field(kw_only=True)
    judged_apart: frozenset[str] = attrs.field(kw_only=True)

    def role(self, who: str, role: str) -> Formula:
        """Where the party is given the role: never one that the other program does not know."""
        return self.base.role(who, role) if role in self.base.vocabulary.roles.above else FALSE

    def asked_too(self, leaf: str) -> Formula:
        """Where the leaf is asked for too: never one that the other program does not know."""
        return self.base.asked_too(leaf) if leaf in self.base.vocabulary.data.above else FALSE

    def fact(self, full_name: str, owner: str | None = None) -> Fact:
        """The fact; one that only this program declares is never given."""
        if full_name not in self.base.vocabulary.facts:
            name = f"{full_name} of side {self.which}"
            if name not in self.given:
                value = self._value(name, self.vocabulary.facts[full_name].type, FALSE)
                self.given[name] = Fact(FALSE, limited(value, FALSE))
            return self.given[name]
        if full_name not in self.judged_apart or owner == "nothing":
            return self.base.fact(full_name, owner)
        name = full_name if owner is None else f"{full_name} of {owner}"
        self.base.fact(full_name, owner)
        if name not in self.given:
            counts = self.base.symbol(counts_name(name, self.which))
            self.given[name] = Fact(counts, self._value(name, self.base.vocabulary.facts[full_name].type, counts))
        return self.given[name]


def counts_name(fact: str, side: int) -> str:
    """The symbol that says whether the judgement counts under the one program or the other."""
    return f"{fact} counts under {side}"


@attrs.define
class TwoSided(Bench):
    """A bench for two programs with different vocabularies."""

    shared: Shared = attrs.field(kw_only=True)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self._reckoner.vocabulary = self.shared.vocabulary

    def run(self, prefix: str = "", shared: Callable[[str], bool] = lambda _: False) -> Run:
        """A request of symbols that both programs can read."""
        assert not prefix, "two programs are held against one request"
        while True:
            base, file, said = self._made(prefix, shared)
            short = base.short(more=self._more)
            if not short:
                break
            self._places |= short
        self._judgements(base)
        found = Run(base, file, said)
        self._runs.append(found)
        return found

    def _made(self, prefix: str, shared: Callable[[str], bool]) -> tuple[World, File, tuple[Verdicts, ...]]:
        base = World(self.shared.vocabulary, self._reckoner, self._places, prefix, shared)
        file = self._file(base)
        said = []
        for number, theory in enumerate(self.theories):
            reckoner = attrs.evolve(self._reckoner, vocabulary=theory.vocabulary)
            side = Side(
                theory.vocabulary, reckoner, self._places, facts=base.facts, questions=base.questions,
                linked=base.linked, unsure=base.unsure,
                base=base, which=number, judged_apart=self.shared.judged_apart,
            )  # fmt: skip
            said.append(verdicts(theory.policies, side, self.leaf, self.purpose, self._seen(file, number)))
        return base, file, tuple(said)

    def _file(self, base: World) -> File:
        """What is on file; of each leaf that the item reveals to either, a refusal by each kind of giver."""
        found = file_of(base, self.theories, self.leaf, grants=self.grants, withdrawals=self.withdrawals)
        known = {(each.giver, each.leaf) for each in found.refusals}
        more = [
            refusal(base, giver, leaf, asked=self.leaf)
            for giver in ((SUBJECT, *sorted(base.vocabulary.givers)) if found.grants else ())
            for leaf in sorted(base.vocabulary.revealed(self.leaf) - {self.leaf})
            if (giver, leaf) not in known
        ]
        return File(found.grants, (*found.refusals, *more))

    def _seen(self, file: File, number: int) -> File:
        """The same as one program sees it: no notice is told that the other does not know."""
        vocabulary = self.theories[number].vocabulary
        reached = vocabulary.revealed(self.leaf) | {self.leaf}
        untold = dict.fromkeys(sorted(vocabulary.notices - self.shared.vocabulary.notices), FALSE)
        grants = tuple(_with_told(each, {**each.told, **untold}) for each in file.grants)
        return File(grants, tuple(each for each in file.refusals if each.leaf in reached))

    def _judgements(self, base: World) -> None:
        """Which judgements can count under which program; a value is given where it counts under one at least."""
        for name in list(base.given):
            full_name = fact_of(name)
            if full_name not in self.shared.judged_apart or name.endswith(" of nothing"):
                continue
            old, new = (base.symbol(counts_name(name, number)) for number in range(2))
            possible = combinations(self.shared, full_name)
            for counts in ((True, True), (True, False), (False, True)):
                if counts not in possible:
                    pair = (old if counts[0] else negation(old), new if counts[1] else negation(new))
                    base.facts.append(negation(both(*pair)))
            base.facts.append(same(base.given[name].given, either(old, new)))


def _with_told(grant: GrantOrOffer, told: Mapping[str, Formula]) -> GrantOrOffer:
    return attrs.evolve(grant, told=told)
