"""Hypothesis strategies. What they draw shrinks: to fewer clauses, fewer subjects, fewer statements."""

from __future__ import annotations

from hypothesis import strategies as st

from confpolicy.engine import Policy
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.edits import Mapped
from confpolicy.testing.layered import layered_sketch
from confpolicy.testing.sketch import Sketch
from confpolicy.testing.sketches import sketch
from confpolicy.testing.taxonomy import Taxonomy
from confpolicy.testing.terrain import Terrain
from confpolicy.testing.values import Json
from confpolicy.testing.vocabularies import taxonomy


def taxonomies() -> st.SearchStrategy[Taxonomy]:
    """Random vocabularies; `statements()` gives each as policy text."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Taxonomy:
        return taxonomy(Choices.from_draw(draw))

    return drawn()


def sketches() -> st.SearchStrategy[Sketch]:
    """Random policies before they are compiled; `text` gives each as a policy file."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Sketch:
        return sketch(Choices.from_draw(draw))

    return drawn()


def policies() -> st.SearchStrategy[Policy]:
    """Random policies. Every one compiles; it may have warnings."""
    return sketches().map(lambda one: Policy.parse(one.text))


def layered_policies() -> st.SearchStrategy[Policy]:
    """Random policies, each within another one. Every one compiles; it may have warnings."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Policy:
        return Policy.from_sources(layered_sketch(Choices.from_draw(draw)).sources())

    return drawn()


def requests(policy: Policy) -> st.SearchStrategy[Mapped]:
    """Random requests that fit the policy, in the form of JSON; many release something, if the policy lets them."""
    terrain = Terrain.of(policy.program)

    @st.composite
    def drawn(draw: st.DrawFn) -> Mapped:
        return composing.request(Choices.from_draw(draw), terrain)

    return drawn()


def consent_histories(policy: Policy) -> st.SearchStrategy[list[Json]]:
    """Random statements on file, as `consents` of a request: grants, flawed ones, withdrawn ones, refusals."""
    terrain = Terrain.of(policy.program)

    @st.composite
    def drawn(draw: st.DrawFn) -> list[Json]:
        return composing.consents(Choices.from_draw(draw), terrain)

    return drawn()
