"""For those who write or embed a policy: the laws of the language on it, and random policies and requests.

`test_laws = laws_of("policies/my.policy")` in a test file is enough for the laws. The strategies are for Hypothesis,
which the extra `testing` brings; each name is imported when it is first asked for, so that a plain install can too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from confpolicy.testing.promises import check_laws as check_laws
    from confpolicy.testing.promises import laws_of as laws_of
    from confpolicy.testing.strategies import consent_histories as consent_histories
    from confpolicy.testing.strategies import layered_policies as layered_policies
    from confpolicy.testing.strategies import policies as policies
    from confpolicy.testing.strategies import requests as requests
    from confpolicy.testing.strategies import taxonomies as taxonomies
    from confpolicy.testing.trial import LawBrokenError as LawBrokenError
    from confpolicy.testing.trial import Tally as Tally

__all__ = [
    "LawBrokenError",
    "Tally",
    "check_laws",
    "consent_histories",
    "laws_of",
    "layered_policies",
    "policies",
    "requests",
    "taxonomies",
]

_HOMES = {
    "LawBrokenError": "trial",
    "Tally": "trial",
    "check_laws": "promises",
    "consent_histories": "strategies",
    "laws_of": "promises",
    "layered_policies": "strategies",
    "policies": "strategies",
    "requests": "strategies",
    "taxonomies": "strategies",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'confpolicy.testing' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"confpolicy.testing.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
