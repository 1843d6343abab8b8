"""confpolicy: a policy language for confidentiality. The public names and nothing else.

Each is imported when it is first asked for (PEP 562), so that `import confpolicy` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from confpolicy.decide.decision import Outward as Outward
    from confpolicy.decide.decision import Verdict as Verdict
    from confpolicy.engine import Policy as Policy
    from confpolicy.errors import ConfpolicyError as ConfpolicyError
    from confpolicy.errors import NotAskedError as NotAskedError
    from confpolicy.errors import PolicyError as PolicyError
    from confpolicy.errors import RequestError as RequestError
    from confpolicy.facts.request import Request as Request
    from confpolicy.result import Decision as Decision
    from confpolicy.result import Refusal as Refusal

__version__ = "0.1.0"

__all__ = [
    "ConfpolicyError",
    "Decision",
    "NotAskedError",
    "Outward",
    "Policy",
    "PolicyError",
    "Refusal",
    "Request",
    "RequestError",
    "Verdict",
    "__version__",
]

_HOMES = {
    "ConfpolicyError": "errors",
    "Decision": "result",
    "NotAskedError": "errors",
    "Outward": "decide.decision",
    "Policy": "engine",
    "PolicyError": "errors",
    "Refusal": "result",
    "Request": "facts.request",
    "RequestError": "errors",
    "Verdict": "decide.decision",
}

if not TYPE_CHECKING:  # to a type checker a name that is not above is a mistake

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'confpolicy' has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"confpolicy.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
