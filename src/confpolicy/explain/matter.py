"""What an explanation is about: the request, the policy's clauses and words, and the facts as they were given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from confpolicy.core.clauses import Clause
from confpolicy.core.expressions import Defined, Expression
from confpolicy.core.programs import Program
from confpolicy.core.reading import facts_read, nodes
from confpolicy.decide.canonical import canonical
from confpolicy.decide.decision import Judged, Verdict
from confpolicy.decide.docket import Asked, Docket
from confpolicy.decide.trace import value_json
from confpolicy.explain.texts import Texts
from confpolicy.explain.words import (
    clause_words,
    clauses_by_name,
    expressions_of,
    listed,
    policies_by_clause,
    whens_of,
)
from confpolicy.facts.calendar import instant_to_text
from confpolicy.facts.request import Facts, Given, Offer, Refusal, Request, Statement
from confpolicy.facts.schema import BY_SUBJECT, Holder, Vocabulary
from confpolicy.facts.values import Duration, Value


@attrs.frozen(eq=False)
class Matter:
    """Looks things up, and finds nothing out. Make one with `of`."""

    request: Request
    clauses: Mapping[str, Clause]
    definitions: Mapping[str, Expression]
    texts: Texts
    docket: Docket
    vocabulary: Vocabulary
    alone: Mapping[Asked, Verdict]
    """The verdict of each row by itself."""

    @classmethod
    def of(cls, judged: Judged, request: Request, program: Program, texts: Texts) -> Matter:
        """The matter of a decision on a request under a program."""
        definitions = {name: each for rules in program.policies for name, each in rules.definitions.items()}
        docket = Docket.of(request, program.vocabulary)
        alone = {(row.item, row.subject): row.alone for row in judged.rows}
        texts = attrs.evolve(texts, policies=policies_by_clause(program))
        return cls(request, clauses_by_name(program), definitions, texts, docket, program.vocabulary, alone)

    def clause(self, name: str) -> str:
        """The clause with its title, place and paragraphs."""
        return clause_words(name, self.clauses, self.texts)

    def given(self, name: str, asked: Asked) -> Given | None:
        """The fact as the request gives it for an item and a subject; None for one that is absent."""
        holder, bare = name.split(".", 1)
        return self._holder(Holder(holder), asked).get(bare)

    def statement(self, name: str) -> Statement:
        """The consent statement on file that has this id."""
        return next(each for each in self.request.statements if each.id == name)

    def facts_of(self, names: Iterable[str], rows: Iterable[Asked]) -> Iterator[str]:
        """The facts that the clauses of these names read and that are given for these rows, in words, sorted."""
        read = frozenset[str]().union(*map(self.facts_read_by, names))
        found: dict[tuple[str, str, str], Given] = {}
        for item, subject in rows:
            for name in read:
                holder, given = Holder(name.split(".", 1)[0]), self.given(name, (item, subject))
                of_item = item if holder is Holder.ITEM else ""
                if given is not None:
                    found[name, subject if holder in BY_SUBJECT or of_item else "", of_item] = given
        for name, subject, item in sorted(found):
            whom = (f" of item {item}" if item else "") + (f" about {subject}" if subject else "")
            by = ", as the requester states" if name.startswith(f"{Holder.STATED.value}.") else ""
            yield f"{name}{whom} is {given_words(found[name, subject, item])}{by}"

    def facts_read_by(self, name: str) -> frozenset[str]:
        """Full names of the facts that the clause's condition reads, through definitions too."""
        return self._facts_in(expressions_of(self.clauses[name]))

    def judgements_absent(self, name: str, asked: Asked) -> tuple[str, ...]:
        """The judgements that what must hold for the clause reads and that are not given; by name."""
        facts = self._facts_in(whens_of(self.clauses[name]))
        judged = (fact for fact in sorted(facts) if self.vocabulary.facts[fact].judged is not None)
        return tuple(fact for fact in judged if self.given(fact, asked) is None)

    def counts(self, name: str) -> str:
        """Whose judgement of the fact counts, and for how long."""
        judged = self.vocabulary.facts[name].judged
        assert judged is not None, "only judgements do not count"
        by = [*judged.roles, *["the discloser"] * judged.by_discloser, *["the recipient"] * judged.by_recipient]
        within = f" and for {duration_words(judged.within)}" if judged.within is not None else ""
        return f"it counts when judged by {listed(by, last='or')}, from then on{within}"

    def _facts_in(self, expressions: Iterable[Expression]) -> frozenset[str]:
        return frozenset[str]().union(*(facts_read(each, self.definitions) for each in expressions))

    def definitions_of(self, names: Iterable[str]) -> Iterator[str]:
        """What the definitions that these clauses use mean, through one another, by name."""
        used: set[str] = set()
        waiting = [expression for name in names for expression in expressions_of(self.clauses[name])]
        while waiting:
            for node in nodes(waiting.pop()):
                if isinstance(node, Defined) and node.name not in used:
                    used.add(node.name)
                    waiting.append(self.definitions[node.name])
        return (f"`{name}` means `{self.texts.words(f'define.{name}')}`" for name in sorted(used))

    def _holder(self, holder: Holder, asked: Asked) -> Facts:
        subject = next(each for each in self.request.subjects if each.id == asked[1])
        facts: Mapping[Holder, Facts] = {
            Holder.SUBJECT: subject.facts,
            Holder.STATED: subject.stated,
            Holder.RELATION: subject.relation,
            Holder.RECIPIENT: self.request.recipient.facts,
            Holder.DISCLOSER: self.request.discloser.facts,
            Holder.CONTEXT: self.request.context,
            Holder.ITEM: self.docket.rows[asked].facts,
        }
        return facts.get(holder, {})


def given_words(given: Given) -> str:
    """A fact's value, and whose judgement it is."""
    by = given.judgement
    judged = "" if by is None else f", as {_party(by.by, by.roles)} judged at {instant_to_text(by.at)}"
    return f"{value_words(given.value)}{judged}"


def value_words(value: Value) -> str:
    """A value as requests write it; what has parts as JSON."""
    written = value_json(value)
    return written if isinstance(written, str) else canonical(written)


def statement_given(statement: Statement) -> str:
    """`given in speech by p1 themself at 2026-10-01T08:00:00+00:00`, `made in speech to p1 themself at …`."""
    form = f" in {statement.form.value}" if not isinstance(statement, Refusal) and statement.form is not None else ""
    who = (
        f"{statement.giver_id} themself"
        if statement.giver == "subject"
        else f"{statement.giver_id} as {statement.giver}"
    )
    given, link = ("made", "to") if isinstance(statement, Offer) else ("given", "by")
    return f"{given}{form} {link} {who} at {instant_to_text(statement.at)}"


def duration_words(duration: Duration) -> str:
    """`1 year`, `30 days`, `90 minutes`: in the largest unit that leaves no rest."""
    units = (
        ((12, "year"), (1, "month"))
        if duration.months
        else ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
    )
    amount = duration.months or duration.seconds
    size, unit = next((size, unit) for size, unit in units if amount % size == 0)
    count = amount // size
    return f"{count} {unit}{'s' * (count != 1)}"


def _party(name: str, roles: frozenset[str]) -> str:
    return f"{name} ({', '.join(sorted(roles)) or 'no role'})"
