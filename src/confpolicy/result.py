"""A decision as callers hold it: its verdict, its documents, and what may go out. And a refusal."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from confpolicy.decide.canonical import Json, canonical
from confpolicy.decide.decision import Due, Judged, Need, Outward, Row, Verdict
from confpolicy.decide.document import document, refusal_document
from confpolicy.decide.judge import judge
from confpolicy.decide.prepare import Prepared
from confpolicy.explain.texts import Texts
from confpolicy.facts.calendar import TZDATA_VERSION
from confpolicy.facts.faults import Fault
from confpolicy.facts.read import Draft
from confpolicy.facts.request import Request

if TYPE_CHECKING:
    from confpolicy.decide.fast.quick import Quick
    from confpolicy.explain.explanation import Explanation


class DisagreementError(Exception):
    """A defect of this library, in which case nothing may be released; please report it."""


class NotAskedError(LookupError):
    """A decision was asked about an item or a subject that its request did not ask for."""


class _Held:
    """What can be referred to weakly."""

    __slots__ = ("__weakref__",)


@attrs.frozen(kw_only=True, eq=False)
class Decision(_Held):
    """What was decided about one request. Immutable, and picklable; two are equal where their documents are.

    It is no bool: `permits` is the verdict on one item, `released` what may go out now.
    """

    prepared: Prepared = attrs.field(repr=False)
    request: Request = attrs.field(repr=False)
    engine_version: str
    texts: Texts = attrs.field(repr=False)
    """The policy's own words, for the explanation."""
    quick: Quick | None = attrs.field(default=None, repr=False)
    """Verdict, obligations and outward answer, where they were found by the short way."""
    drafted: Drafted | None = attrs.field(default=None, repr=False)
    """What the request is made of, when it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        """Makes the request; it is asked for what was left out when the decision was filled in."""
        if name != "request":
            raise AttributeError(name)
        drafted = self.drafted
        if drafted is not None:
            draft, make = drafted
            object.__setattr__(self, "request", make(draft))
            object.__setattr__(self, "drafted", None)
        return object.__getattribute__(self, name)

    @functools.cached_property
    def judged(self) -> Judged:
        """All that the decision says; made when more is asked for than its verdict and what follows on it.

        Raises `DisagreementError` where it is not what the short way found.
        """
        judged = judge(self.prepared, self.request)
        if self.quick is not None and not self.quick.agrees(judged, self.request):
            raise DisagreementError("the short way and the long way to this decision differ: nothing may be released")
        return judged

    def __bool__(self) -> bool:
        raise TypeError("a decision is neither true nor false: ask its verdict, `permits` or `released`")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Decision) and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())

    @property
    def verdict(self) -> Verdict:
        """Permit (all that was asked for), partial (some), refer (none, a person decides), deny."""
        return self.judged.verdict if self.quick is None else self.quick.verdict

    @property
    def rows(self) -> tuple[Row, ...]:
        """One for each leaf item and subject, by item, then subject."""
        return self.judged.rows

    @property
    def outward(self) -> Outward:
        """What may be said to the requester once everything in `releasable_after` is done."""
        return self.judged.outward if self.quick is None else self.quick.outward(self.request)

    @property
    def obligations(self) -> tuple[Due, ...]:
        """What must be done, in order."""
        return self.judged.obligations if self.quick is None else self.quick.obligations

    @property
    def releasable_after(self) -> tuple[Due, ...]:
        """What must be done before anything goes out."""
        return self.judged.releasable_after if self.quick is None else self.quick.releasable_after

    @property
    def needs(self) -> tuple[Need, ...]:
        """What could change a row that is withheld."""
        return self.judged.needs

    @property
    def trace(self) -> tuple[Json, ...]:
        """Every clause considered for each row and how it came out; made when it is asked for. Never for outside."""
        from confpolicy.decide.trace import trace_of

        return trace_of(self.prepared, self.request)

    def document(self, *, trace: bool = False) -> dict[str, Json]:
        """The decision document as a value; with the trace in it only where asked for."""
        return document(
            self.judged,
            self.request,
            self.prepared,
            engine_version=self.engine_version,
            tzdata_version=TZDATA_VERSION,
            trace=self.trace if trace else None,
        )

    def to_json(self, *, trace: bool = False) -> str:
        """The decision document as canonical JSON: equal policy, request, engine and tzdata give equal bytes."""
        return canonical(self.document(trace=trace))

    def explanation(self) -> Explanation:
        """Why, why not, what would change it and what it rests on, as data."""
        from confpolicy.explain.explanation import explain

        return explain(self.judged, self.request, self.prepared.program, self.document(), texts=self.texts)

    def explain(self) -> str:
        """The same as text for a person, to read or to file."""
        from confpolicy.explain.text import explanation_text

        return explanation_text(self.explanation())

    def released(self, *, done: Iterable[Due | str] = ()) -> Outward:
        """What may go out now: nothing while one of `releasable_after` is open, else `outward`.

        `done` has what was done: single obligations, or names of clauses all of whose obligations were. Raises
        `TypeError` for a text by itself, in whose letters any name might be found.
        """
        if isinstance(done, str):
            raise TypeError("`done` takes a list of obligations or of names of clauses, not one text")
        finished = list(done)
        is_open = any(due not in finished and due.clause not in finished for due in self.releasable_after)
        return Outward() if is_open else self.outward

    def permits(self, item: str, *, subject: str | None = None) -> bool:
        """Whether the verdict on the item about the subject is permit; for a term, that on every leaf under it.

        What must be done first may be open still: what may go out now is `released`. `subject` may be left out where
        the request has only one. Raises `NotAskedError` where nothing of the kind was asked for, or not all that the
        term stands for (and none of the rest is withheld), and where `subject` is left out and there are several.
        """
        subjects = [each.id for each in self.request.subjects]
        if subject is None:
            if len(subjects) > 1:
                raise NotAskedError(f"about several subjects: name one of {', '.join(subjects)}")
            subject = subjects[0]
        leaves = self.prepared.vocabulary.data.leaves.get(item, frozenset())
        rows = self.judged.rows if self.quick is None else self.quick.rows
        verdicts = {row.item: row.verdict for row in rows if row.item in leaves and row.subject == subject}
        if any(verdict is not Verdict.PERMIT for verdict in verdicts.values()):
            return False
        if not verdicts or verdicts.keys() < leaves:
            raise NotAskedError(f"{', '.join(sorted(leaves - verdicts.keys())) or item} about {subject}")
        return True


class _BlankDecision(_Held):
    """A decision before it is frozen, as `facts/blanks.py` has it of a request."""

    __slots__ = Decision.__slots__


Drafted: TypeAlias = tuple[Draft, Callable[[Draft], Request]]
"""What was read of a request, and what makes the request of it."""


def decision_of(  # noqa: PLR0913, PLR0917 - the parts of a decision
    prepared: Prepared,
    request: Request | None,
    version: str,
    texts: Texts,
    quick: Quick | None,
    drafted: Drafted | None = None,
) -> Decision:
    """What the engine of that version decided about a request, or about a draft of one: that is made when needed."""
    decision: Any = _BlankDecision()
    decision.prepared = prepared
    if request is not None:
        decision.request = request
    decision.engine_version = version
    decision.texts = texts
    decision.quick = quick
    decision.drafted = drafted
    decision.__class__ = Decision
    found: Decision = decision
    return found


@attrs.frozen(kw_only=True)
class Refusal:
    """A request that does not fit: every mistake, and what may be said to the requester. It has no verdict."""

    request_id: str | None
    faults: tuple[Fault, ...]
    outward: Outward

    def __bool__(self) -> bool:
        raise TypeError("a refusal is neither true nor false")

    def document(self) -> dict[str, Json]:
        """The refusal document as a value."""
        return refusal_document(self.request_id, self.faults, self.outward)

    def to_json(self) -> str:
        """The refusal document as canonical JSON."""
        return canonical(self.document())

    def explain(self) -> str:
        """What does not fit and what to do about it, as text; never for the requester, but for its last part."""
        from confpolicy.explain.refusal import refusal_text

        return refusal_text(self.request_id, self.faults, self.outward)
