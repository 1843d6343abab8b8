"""Checking and linting never take long, however a policy is written: each of these texts once kept one busy."""

from __future__ import annotations

import time

import pytest

from confpolicy.engine import check_sources
from tests.lint.policies import HEADER, WORDS


def _many(count: int, *texts: str) -> str:
    return "".join(texts[number % len(texts)].replace("#", str(number)) for number in range(count))


_NESTED = "context.emergency = (" * 30 + "context.emergency" + ")" * 30
_WOVEN = "data w0, v0 under confidential\n" + "".join(
    f"data w{level}, v{level} under w{level - 1}, v{level - 1}\n" for level in range(1, 40)
)
_REPLIES = f"role {', '.join(f'z{number}' for number in range(30))}\n" + "".join(
    f'reply r{number} to anyone except z{number} say "We cannot say."\n' for number in range(30)
)
_BESIDE = _many(
    1_500,
    "exception e# of notes to anyone for work when context.emergency\n",
    "prohibition e# of notes to landlord\n",
    "consent e# of notes to anyone given by subject\n",
    "need-to-know e# of notes to anyone for work\n",
    "referral e# of notes to anyone decided by manager\n",
)
_READINGS = _many(
    1_500,
    "exception e# of notes to doctor for work\n"
    "    reading u when context.emergency\n    reading v when subject.missing\n    read as u\n",
)
_WIDE = f"define wide as {' or '.join(['subject.missing'] * 900)}\n" + _many(
    900, "exception e# of notes to doctor for work when wide\n"
)


@pytest.mark.parametrize(
    "text",
    [
        f"exception e of notes to doctor for work when {_NESTED}\n",
        f"{_WOVEN}prohibition e of w0 except w0, v0 to doctor\n",
        _REPLIES,
        _BESIDE,
        _READINGS,
        _WIDE,
        f"role {', '.join(f'z{number}' for number in range(20_000))}\n",
    ],
    ids=[
        "nested comparisons",
        "woven data",
        "replies that except",
        "many beside many",
        "many readings",
        "wide",
        "many names",
    ],
)
def test_no_lint_takes_long(text: str) -> None:
    start = time.process_time()
    check_sources({"x": HEADER + WORDS + text}, main="x")
    assert time.process_time() - start < 20
