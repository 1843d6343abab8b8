"""A request decided by a compiled policy, or refused."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from confpolicy import __version__
from confpolicy.decide.decision import Outward
from confpolicy.decide.limits import excess
from confpolicy.decide.outward import replies_for
from confpolicy.decide.prepare import Prepared
from confpolicy.engine.compiled import Compiled
from confpolicy.errors import RequestError
from confpolicy.explain.texts import Texts
from confpolicy.facts.faults import Fault
from confpolicy.facts.read import (
    Reader,
    draft_of,
    parse_json,
    read_request,
    read_situation,
    request_id,
    stated_parts,
    stated_parts_of,
)
from confpolicy.facts.request import Request
from confpolicy.facts.schema import Vocabulary
from confpolicy.result import Decision, Refusal, decision_of

if TYPE_CHECKING:
    from confpolicy.decide.duties import Owed
    from confpolicy.decide.fast.decide import Fast


@attrs.frozen(eq=False)
class Deciding:
    """One policy, ready to decide. What its methods promise stands with those of `Policy` of the same names."""

    prepared: Prepared
    reader: Reader
    texts: Texts
    vocabulary: Vocabulary

    @classmethod
    def of(cls, compiled: Compiled) -> Deciding:
        """What decides by that policy."""
        prepared = compiled.prepared
        vocabulary = prepared.vocabulary
        return cls(prepared, Reader(vocabulary), compiled.texts(), vocabulary)

    @functools.cached_property
    def fast(self) -> Fast:
        """The short way, made for the first decision that goes it."""
        from confpolicy.decide.fast.decide import Fast

        return Fast.of(self.prepared)

    def request(self, request: Mapping[str, Any]) -> Request:
        """A request in the form of JSON, validated."""
        return self._accepted(request, self.reader.read_request(request))

    def request_json(self, text: str | bytes) -> Request:
        """The request that a JSON text is."""
        found = self.reader.read_request_json(text)
        if isinstance(found, Request):
            return found
        raise RequestError(self._refusal(found.document, found.faults))

    def decide(self, request: Mapping[str, Any] | Request) -> Decision:
        """The decision on one request."""
        if isinstance(request, Request):
            return self._decide(request)
        draft = self.reader.draft(request)
        if draft is None:
            return self._decide_generally(self._accepted(request, read_request(request, self.vocabulary)))
        straight, make = self.fast.straight, self.reader.request
        quick = None if straight is None else straight.decide(draft, make)
        if quick is None:
            return self._decide_generally(make(draft))
        return decision_of(self.prepared, None, __version__, self.texts, quick, (draft, make))

    def _decide(self, request: Request) -> Decision:
        if request.vocabulary is not self.vocabulary:
            self._refuse_foreign(request)
        draft, straight = draft_of(request), self.fast.straight
        if draft is not None and straight is not None:
            quick = straight.decide(draft, request)
            if quick is not None:
                return decision_of(self.prepared, request, __version__, self.texts, quick)
        return self._decide_generally(request)

    def _decide_generally(self, request: Request) -> Decision:
        fast = self.fast
        if not fast.fits(request):
            self._refuse_excess(request)
        return decision_of(self.prepared, request, __version__, self.texts, fast.decide(request))

    def decide_at_length(self, request: Mapping[str, Any] | Request) -> Decision:
        """The same with all that a decision says, by the long way alone."""
        if not isinstance(request, Request):
            request = self.request(request)
        self._refuse_foreign(request)
        self._refuse_excess(request)
        return decision_of(self.prepared, request, __version__, self.texts, None)

    def _refuse_foreign(self, request: Request) -> None:
        if request.vocabulary != self.vocabulary:
            raise ValueError("this request was read by a policy with another vocabulary: read it with this one")

    def _accepted(self, request: object, found: Request | tuple[Fault, ...]) -> Request:
        if isinstance(found, Request):
            return found
        raise RequestError(self._refusal(request, found))

    def _refuse_excess(self, request: Request) -> None:
        faults = excess(self.prepared, request)
        if faults:
            outward = replies_for(self.prepared, stated_parts_of(request, self.vocabulary))
            raise RequestError(Refusal(request_id=request.id, faults=faults, outward=outward))

    def decide_many(
        self, requests: Iterable[Mapping[str, Any] | Request | str | bytes], *, at_length: bool
    ) -> Iterator[Decision | Refusal]:
        """An answer for each request."""
        if at_length:
            return (self._answer(request, self.decide_at_length) for request in requests)
        return self._decide_each(requests)

    def _decide_each(
        self, requests: Iterable[Mapping[str, Any] | Request | str | bytes]
    ) -> Iterator[Decision | Refusal]:
        """The same; what goes the straight way takes it here at once."""
        prepared, texts, reader, straight = self.prepared, self.texts, self.reader, self.fast.straight
        make = reader.request
        for request in requests:
            draft = reader.draft(request) if straight is not None and type(request) is dict else None
            if straight is None or draft is None:
                yield self._answer(request, self.decide)
                continue
            quick = straight.decide(draft, make)
            if quick is None:
                yield self._answer(make(draft), self._decide_generally)
            else:
                yield decision_of(prepared, None, __version__, texts, quick, (draft, make))

    def _answer(
        self,
        request: Mapping[str, Any] | Request | str | bytes,
        decide: Callable[[Any], Decision],
    ) -> Decision | Refusal:
        try:
            return decide(self.request_json(request) if isinstance(request, str | bytes) else request)
        except RequestError as error:
            return error.refusal

    def duties(self, facts: Mapping[str, Any]) -> tuple[Owed, ...]:
        """The duties owed, or perhaps owed, in a situation."""
        return self._duties(facts)

    def duties_json(self, text: str | bytes) -> tuple[Owed, ...]:
        """The same for the situation that a JSON text is."""
        return self._duties(parse_json(text))

    def _duties(self, facts: object) -> tuple[Owed, ...]:
        from confpolicy.decide.duties import duties

        situation = facts if isinstance(facts, tuple) else read_situation(facts, self.prepared.vocabulary)
        if isinstance(situation, tuple):
            raise RequestError(Refusal(request_id=None, faults=situation, outward=Outward()))
        return duties(self.prepared, situation)

    def _refusal(self, request: object, faults: tuple[Fault, ...]) -> Refusal:
        parts = stated_parts(request, self.prepared.vocabulary)
        outward = replies_for(self.prepared, parts)
        return Refusal(request_id=request_id(request), faults=faults, outward=outward)
