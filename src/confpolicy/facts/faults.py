"""A mistake in a request: data, as a diagnostic is. Its wording stands in the catalogue (CP8xx)."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class Fault:
    """One mistake at one place of a JSON document.

    `path` is a JSON pointer (RFC 6901): `/consents/0/at`, empty for the whole document; of a key that is missing it
    names the object that lacks it. `facts` fill the templates of the catalogue's entry; `suggestion` among them is a
    near name. Names of keys, terms and people's ids are repeated in them, the values of facts never are: refusals
    are logged.
    """

    code: str
    path: str
    facts: Mapping[str, str] = attrs.field(factory=dict)


def message_of(fault: Fault) -> str:
    """One sentence, what is wrong; where a declared name is near, a second that asks whether it was meant."""
    from confpolicy.diagnostics.catalogue import CATALOGUE

    message = CATALOGUE[fault.code].message.format(**fault.facts)
    suggestion = fault.facts.get("suggestion")
    return message if suggestion is None else f"{message} Did you mean `{suggestion}`?"


def help_of(fault: Fault) -> str:
    """One sentence, what to do."""
    from confpolicy.diagnostics.catalogue import CATALOGUE

    return CATALOGUE[fault.code].help.format(**fault.facts)
