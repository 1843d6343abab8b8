"""A policy that was kept: it decides, finds and explains as the one that was compiled, and saves what it should."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from confpolicy import Policy, PolicyError, RequestError
from confpolicy.engine import kept
from confpolicy.store.codec import UnwritableError
from confpolicy.store.shelf import VARIABLE
from tests.cli.command import POLICE, POLICY, REQUEST, ROOT, SMALL

WHOLE = (
    "communities_1st.policy",
    "communities_1st_test.policy",
    "uk_caldicott.policy",
    "uk_caldicott_test.policy",
    "hipaa/hipaa.policy",
    "hipaa/hipaa_test.policy",
)
"""Below the folder of the policies that ship, every file that is a policy with all that it uses."""
SHIPPED = [ROOT / "policies" / name for name in WHOLE]
TESTS = [path for path in SHIPPED if path.stem.endswith("_test")]
MOST = 40
"""So many of a policy's requests, evenly chosen, are decided; that its programs are equal is looked at besides."""


def twice(path: Path, cache: Path) -> tuple[Policy, Policy]:
    """The policy as it is compiled, and as it is found again."""
    fresh = Policy.load(path, cache=cache)
    assert list(cache.iterdir()), "it was not kept"
    return fresh, found_again(path, cache)


def found_again(path: Path, cache: Path) -> Policy:
    """The policy as it was kept: compiling it again would be an error here."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("confpolicy.syntax.load.load_from", None)
        return Policy.load(path, cache=cache)


def requests(policy: Policy) -> Iterator[Mapping[str, Any]]:
    for scenario in policy.scenarios:
        given = scenario.request
        yield json.loads(policy.read(given)) if isinstance(given, str) else given


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_a_kept_policy_decides_finds_and_explains_to_the_same_bytes(path: Path, tmp_path: Path) -> None:
    fresh, again = twice(path, tmp_path / "kept")
    assert again.warnings == fresh.warnings
    assert again.scenarios == fresh.scenarios
    assert again.program == fresh.program
    assert again.paragraphs() == fresh.paragraphs()
    asked = list(requests(fresh))
    assert asked
    for request in asked[:: 1 + len(asked) // MOST]:
        mine, theirs = fresh.decide(request), again.decide(request)
        assert theirs.to_json(trace=True) == mine.to_json(trace=True)
        assert theirs.outward == mine.outward
        assert theirs.explain() == mine.explain()
        assert theirs.explanation() == mine.explanation()


def test_every_policy_that_ships_is_among_them() -> None:
    headed = {path for path in (ROOT / "policies").rglob("*.policy") if "\npolicy " in f"\n{path.read_text('utf-8')}"}
    assert headed | {ROOT / "policies" / "hipaa" / "hipaa_test.policy"} <= set(SHIPPED)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_policy_that_ships_is_kept_with_all_that_it_says(path: Path, tmp_path: Path) -> None:
    fresh, again = twice(path, tmp_path / "kept")
    assert again == fresh
    assert again.sha256 == fresh.sha256
    assert again.program == fresh.program
    assert dict(again.spans) == dict(fresh.spans)
    assert len(again.spans) == len(fresh.spans)
    assert again.sources() == fresh.sources()
    assert list(again.sources()) == list(fresh.sources())
    assert again.warnings == fresh.warnings
    assert repr(again) == repr(fresh)
    assert again.texts.outlines == fresh.texts.outlines


def test_a_kept_policy_is_loaded_and_decides_without_the_parser(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from confpolicy import Policy\n"
        f"policy = Policy.load({str(POLICY)!r}, cache={str(tmp_path / 'kept')!r})\n"
        f"decision = policy.decide_json(open({str(POLICE)!r}, encoding='utf-8').read())\n"
        "print(decision.verdict.value, len(decision.explain()) > 0, decision.to_json()[:12])\n"
        "rooms = ('lark', 'confpolicy.check', 'confpolicy.lower', 'confpolicy.lint', 'confpolicy.syntax.parse')\n"
        "print([name for name in rooms if name in sys.modules])\n"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
        for _ in range(2)
    )
    assert "lark" in first[1]
    assert second == [first[0], "[]"]


def test_a_request_that_is_refused_needs_no_parser_either(tmp_path: Path) -> None:
    _, again = twice(POLICY, tmp_path / "kept")
    with pytest.raises(RequestError) as mine:
        Policy.load(POLICY, cache=False).decide({})
    with pytest.raises(RequestError) as theirs:
        again.decide({})
    assert theirs.value.refusal.to_json() == mine.value.refusal.to_json()


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder / next(iter(files))


def split_in_two(rule: str = "context.asked") -> dict[str, str]:
    head, _, clauses = SMALL.partition("\nexception")
    return {
        "main.policy": head + '\nuse "clauses.policy"\n',
        "clauses.policy": "exception" + clauses.replace("context.asked", rule),
    }


def permits(policy: Policy) -> bool:
    return policy.decide(REQUEST).permits("note")


def test_a_change_to_any_file_is_seen(tmp_path: Path) -> None:
    cache = tmp_path / "kept"
    path = written(tmp_path / "p", split_in_two())
    assert permits(Policy.load(path, cache=cache))
    assert permits(found_again(path, cache))
    written(tmp_path / "p", split_in_two("not context.asked"))
    assert not permits(Policy.load(path, cache=cache))
    assert not permits(found_again(path, cache))
    written(tmp_path / "p", split_in_two())
    assert permits(found_again(path, cache))


def test_two_policies_whose_first_files_are_alike_are_two(tmp_path: Path) -> None:
    cache = tmp_path / "kept"
    yes = written(tmp_path / "yes", split_in_two())
    no = written(tmp_path / "no", split_in_two("not context.asked"))
    for _ in range(2):
        assert permits(Policy.load(yes, cache=cache))
        assert not permits(Policy.load(no, cache=cache))
    assert permits(found_again(yes, cache))
    assert not permits(found_again(no, cache))


def test_a_file_that_went_is_missed_though_the_policy_was_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "p", split_in_two())
    Policy.load(path, cache=tmp_path / "kept")
    (path.parent / "clauses.policy").unlink()
    with pytest.raises(PolicyError, match="CP131"):
        Policy.load(path, cache=tmp_path / "kept")


def test_a_link_that_leads_out_is_refused_though_the_text_is_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "p", split_in_two())
    Policy.load(path, cache=tmp_path / "kept")
    inner = path.parent / "clauses.policy"
    inner.rename(tmp_path / "outside.policy")
    inner.symlink_to(tmp_path / "outside.policy")
    with pytest.raises(PolicyError, match="CP130"):
        Policy.load(path, cache=tmp_path / "kept")


def test_bytes_that_are_no_text_are_refused_though_they_read_like_one_that_was_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "p", {"main.policy": SMALL})
    Policy.load(path, cache=tmp_path / "kept")
    path.write_bytes(SMALL.encode() + b"# \xff\n")
    with pytest.raises(PolicyError, match="CP115"):
        Policy.load(path, cache=tmp_path / "kept")


def test_a_file_that_is_too_long_is_refused_though_its_text_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "p", {"main.policy": SMALL})
    Policy.load(path, cache=tmp_path / "kept")
    monkeypatch.setattr(kept, "FILE_BYTES", len(SMALL) - 1)
    monkeypatch.setattr("confpolicy.syntax.load.load_from", None)
    with pytest.raises(TypeError):
        Policy.load(path, cache=tmp_path / "kept")


def test_line_ends_and_a_byte_order_mark_make_no_other_policy(tmp_path: Path) -> None:
    fresh = Policy.load(written(tmp_path / "p", {"main.policy": SMALL}), cache=tmp_path / "kept")
    path = written(tmp_path / "p", {"main.policy": "\ufeff" + SMALL.replace("\n", "\r\n")})
    assert found_again(path, tmp_path / "kept") == fresh


def test_the_same_texts_under_another_first_file_are_another_policy(tmp_path: Path) -> None:
    cache = tmp_path / "kept"
    files = {
        "a.policy": SMALL + 'use "b.policy"\n',
        "b.policy": 'use "a.policy"\n\nscenario "it is asked"\n    request "r.json"\n    expect permit\n',
        "r.json": json.dumps(REQUEST),
    }
    path = written(tmp_path / "p", files)
    one, two = Policy.load(path, cache=cache), Policy.load(path.with_name("b.policy"), cache=cache)
    assert one.sha256 == two.sha256
    assert list(found_again(path, cache).sources()) == ["a.policy", "b.policy"]
    assert list(found_again(path.with_name("b.policy"), cache).sources()) == ["b.policy", "a.policy"]
    assert found_again(path, cache).scenarios == one.scenarios == two.scenarios


def test_a_policy_that_does_not_compile_is_not_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "p", {"main.policy": SMALL.replace("to nurse", "to nobody_known")})
    for _ in range(2):
        with pytest.raises(PolicyError, match="CP204"):
            Policy.load(path, cache=tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_damage_means_that_it_is_compiled_again_and_kept_again(tmp_path: Path) -> None:
    cache = tmp_path / "kept"
    path = written(tmp_path / "p", {"main.policy": SMALL})
    Policy.load(path, cache=cache)
    whole = {each: each.read_bytes() for each in cache.iterdir()}
    assert len(whole) == 2
    for each, content in whole.items():
        for damaged in (b"", content[:-1], content[: len(content) // 2], content + b"x", b"\0" * len(content)):
            each.write_bytes(damaged)
            assert permits(Policy.load(path, cache=cache))
            assert each.read_bytes() == content


def test_a_kept_policy_that_cannot_be_read_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "p", {"main.policy": SMALL})
    Policy.load(path, cache=tmp_path / "kept")

    def broken(_text: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr(kept, "read", broken)
    assert permits(Policy.load(path, cache=tmp_path / "kept"))


def test_what_cannot_be_written_down_is_not_kept_and_decides_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "p", {"main.policy": SMALL})

    def unwritable(_value: object) -> str:
        raise UnwritableError

    monkeypatch.setattr(kept, "written", unwritable)
    assert permits(Policy.load(path, cache=tmp_path / "kept"))
    assert not (tmp_path / "kept").exists()


def test_a_folder_that_cannot_be_used_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    path = written(tmp_path / "p", {"main.policy": SMALL})
    assert permits(Policy.load(path, cache=tmp_path / "file"))
    (tmp_path / "open").mkdir(mode=0o777)
    (tmp_path / "open").chmod(0o777)
    assert permits(Policy.load(path, cache=tmp_path / "open"))
    assert list((tmp_path / "open").iterdir()) == []


def test_the_environment_and_the_caller_can_switch_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "p", {"main.policy": SMALL})
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    Policy.load(path, cache=False)
    monkeypatch.setenv(VARIABLE, "off")
    Policy.load(path)
    assert not (tmp_path / "kept").exists()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    Policy.load(path)
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_a_kept_policy_and_its_decisions_survive_pickling(tmp_path: Path) -> None:
    _, again = twice(POLICY, tmp_path / "kept")
    decision = again.decide_json(POLICE.read_text(encoding="utf-8"))
    assert pickle.loads(pickle.dumps(again)) == again
    assert pickle.loads(pickle.dumps(decision)).explain() == decision.explain()


def _load(arguments: tuple[str, str]) -> bool:
    path, cache = arguments
    return all(permits(Policy.load(path, cache=cache)) for _ in range(5))


def test_many_processes_keep_and_find_the_same_policy_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "p", split_in_two())
    cache = tmp_path / "kept"
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert all(pool.map(_load, [(str(path), str(cache))] * 8))
    assert sorted(each.suffix for each in cache.iterdir()) == [".files", ".policy"]
    assert permits(found_again(path, cache))


def test_the_command_finds_what_it_kept(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("confpolicy")), "decide", str(POLICY), str(POLICE)]
    env = os.environ | {VARIABLE: str(tmp_path / "kept")}
    outputs = [subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    off = subprocess.run(command, env=os.environ | {VARIABLE: "off"}, capture_output=True, text=True, check=True)
    assert outputs == [off.stdout] * 2
    assert len(list((tmp_path / "kept").iterdir())) == 2
