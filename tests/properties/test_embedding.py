"""What whoever embeds a policy gets: the laws in one line, strategies that shrink, a plugin that costs nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, find, given, settings
from hypothesis import strategies as st

from confpolicy import Policy, Verdict
from confpolicy.testing import LawBrokenError, check_laws, consent_histories, laws_of, policies, requests, taxonomies
from confpolicy.testing.choices import Choices
from confpolicy.testing.laws.case import BrokenError, Case, Outcome
from confpolicy.testing.promises import staged
from confpolicy.testing.sketches import sketch
from confpolicy.testing.taxonomy import Taxonomy
from confpolicy.testing.trial import try_law

POLICY = Path(__file__).parents[2] / "policies" / "communities_1st.policy"
EASY = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

pytest_plugins = ("pytester",)

test_laws = laws_of(POLICY, examples=30)


@pytest.fixture(scope="module")
def charity() -> Policy:
    return Policy.load(POLICY)


@EASY
@given(st.data())
def test_a_drawn_policy_decides_a_drawn_request(data: st.DataObject) -> None:
    policy = data.draw(policies())
    decision = policy.decide(data.draw(requests(policy)))
    assert decision.verdict in Verdict
    assert decision.to_json() == policy.decide(decision.request).to_json()


@EASY
@given(taxonomies())
def test_a_drawn_taxonomy_declares_every_term(taxonomy: Taxonomy) -> None:
    text = "\n".join(taxonomy.statements())
    assert all(term in text for term in (*taxonomy.data.names(), *taxonomy.roles.names(), *taxonomy.purposes.names()))


@EASY
@given(st.data())
def test_a_drawn_history_stands_on_file(charity: Policy, data: st.DataObject) -> None:
    request = data.draw(requests(charity))
    assume(not any(each.get("class") for each in request.get("subjects", [request.get("subject", {})])))
    charity.request({**request, "consents": data.draw(consent_histories(charity))})


def test_a_drawn_request_shrinks_to_a_plain_one() -> None:
    small = Policy.parse(sketch(Choices.from_seed(3)).text)
    smallest = find(requests(small), lambda request: len(request["items"]) >= 2, settings=EASY)
    assert len(smallest["items"]) == 2
    assert smallest["consents"] == []
    assert "subject" in smallest


def test_the_same_seed_tries_the_same(charity: Policy) -> None:
    assert check_laws(charity, examples=3, seed=7) == check_laws(charity, examples=3, seed=7)


def test_a_broken_law_shows_a_small_request_and_its_seed(charity: Policy) -> None:
    def nothing_is_ever_released(case: Case) -> Outcome:
        if case.decision.outward.items:
            raise BrokenError("something is")
        return Outcome.HELD

    with pytest.raises(LawBrokenError) as caught:
        try_law(nothing_is_ever_released, [staged(charity)], examples=1_000)
    message = str(caught.value)
    assert message.startswith("nothing_is_ever_released: something is\n(seed 0/nothing_is_ever_released/")
    assert "communities_1st" in message
    assert message.count('"id"') <= 6, "the request is not small"


def test_the_plugin_and_its_package_import_without_the_extra() -> None:
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import confpolicy.testing.plugin, confpolicy.testing\n"
        "assert 'lark' not in sys.modules and 'confpolicy.engine' not in sys.modules\n"
        "from confpolicy.testing import check_laws, laws_of\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_one_line_of_a_test_file_tries_every_law(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "from confpolicy.testing import laws_of\n"
        f"test_laws = laws_of({str(POLICY)!r}, examples=2)\n"
    )  # fmt: skip
    result = pytester.runpytest("-k", "default_deny or withdrawal")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*confpolicy: laws*", "default_deny: held 2, mattered * of * tried*"])
