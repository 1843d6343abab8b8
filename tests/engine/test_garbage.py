"""While a policy is loaded nobody looks for garbage; afterwards it is as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from confpolicy import Policy, PolicyError
from confpolicy._garbage import uncollected

TEXT = 'policy p "P"\n    language 1\n    in force from 2026-01-01\n    timezone "UTC"\ndata x\nrole r\npurpose u\n'


@pytest.fixture(autouse=True, params=[True, False])
def _collected(request: pytest.FixtureRequest) -> Iterator[None]:
    was = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield
    assert gc.isenabled() is request.param
    (gc.enable if was else gc.disable)()


def test_a_policy_that_was_loaded_leaves_the_collector_as_it_was() -> None:
    with pytest.raises(PolicyError):
        Policy.parse("policy")
    with pytest.raises(PolicyError):
        Policy.parse(TEXT)


def test_an_error_leaves_it_as_it_was_too() -> None:
    @uncollected
    def broken() -> None:
        assert not gc.isenabled()
        raise KeyError

    with pytest.raises(KeyError):
        broken()
