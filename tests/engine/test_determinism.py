"""One policy and one request give one answer: in every process, thread and copy, with nothing read on the way."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from confpolicy import Policy, RequestError
from tests.engine.cases import POLICY, REQUEST, ROOT


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy.load(POLICY)


def _digest(seed: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "tests.engine.answers"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def test_the_order_in_which_python_hashes_changes_no_answer() -> None:
    assert len({_digest(seed) for seed in ("0", "1", "4711")}) == 1


def test_threads_share_a_policy(policy: Policy) -> None:
    expected = policy.decide(REQUEST).to_json(trace=True)
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: policy.decide(REQUEST).to_json(trace=True), range(40)))
    assert found == {expected}


@pytest.mark.parametrize("copied", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy, copy.copy])
def test_copies_of_policy_request_decision_and_refusal_answer_alike(policy: Policy, copied: Any) -> None:
    decision, request = policy.decide(REQUEST), policy.request(REQUEST)
    expected = decision.to_json(trace=True)
    assert copied(policy) == policy
    assert copied(policy).decide(copied(request)).to_json(trace=True) == expected
    assert copied(decision) == decision
    assert copied(decision).to_json(trace=True) == expected
    assert copied(decision).explain() == decision.explain()
    with pytest.raises(RequestError) as refused:
        policy.decide({})
    assert copied(refused.value).refusal.to_json() == refused.value.refusal.to_json()
    assert str(copied(refused.value)) == str(refused.value)


def test_no_file_is_touched_in_deciding_refusing_or_explaining_once_it_was_done_before() -> None:
    program = (
        "import json, sys\n"
        "from confpolicy import Policy, RequestError\n"
        "from tests.engine.cases import POLICY, REQUEST\n"
        "policy, text, heard = Policy.load(POLICY), json.dumps(REQUEST), []\n"
        "def work():\n"
        "    decision = policy.decide_json(text)\n"
        "    decision.to_json(trace=True), decision.explain(), decision.explanation().document()\n"
        "    decision.released()\n"
        "    try:\n"
        "        policy.decide({**REQUEST, 'context': {'emergncy': True}})\n"
        "    except RequestError as error:\n"
        "        str(error), error.refusal.to_json(), error.refusal.explain()\n"
        "    policy.duties({'time': REQUEST['time'], 'subject': {'id': 'p1', 'roles': []}})\n"
        "work()  # what it takes is imported when it is first used\n"
        "sys.addaudithook(lambda event, _: heard.append(event))\n"
        "work()\n"
        "outside = ('open', 'import', 'os.', 'socket.', 'subprocess.', 'time.')\n"
        "print([event for event in heard if event.startswith(outside)])\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_what_happens_to_the_callers_request_afterwards_changes_nothing(policy: Policy) -> None:
    mine = copy.deepcopy(REQUEST)
    decision = policy.decide(mine)
    before = decision.to_json(trace=True)
    mine["recipient"]["roles"].append("police")
    mine["consents"].clear()
    mine.clear()
    assert decision.to_json(trace=True) == before
    assert policy.decide_json(json.dumps(REQUEST)).to_json(trace=True) == before
