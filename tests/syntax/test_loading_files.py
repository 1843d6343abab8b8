"""What is read for one policy, and what is never read."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from confpolicy import _resources
from confpolicy.syntax.load import Loaded, load, load_from, load_sources
from confpolicy.syntax.providers import FileSystem, Memory, Problem, ReadError
from confpolicy.syntax.statements import BrokenNode

HEADER = 'policy p "P"\n    language 1\n'


def written(root: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def codes(loaded: Loaded) -> list[str]:
    return [finding.code for finding in loaded.diagnostics]


def in_memory(files: Mapping[str, str], main: str = "main.policy") -> Loaded:
    return load_sources(files, main=main)


# --- what a policy is made of -----------------------------------------------------------------------------------


def test_the_first_file_comes_first_then_those_it_uses_once_each_in_order() -> None:
    loaded = in_memory(
        {
            "main.policy": HEADER + '    source "o.md"\nuse "b.policy"\nuse "sub/a.policy"\nuse "b.policy"\n',
            "b.policy": 'use "c.policy"\n',
            "sub/a.policy": 'use "c.policy"\nuse "main.policy"\n',
            "c.policy": "data x\n",
            "o.md": "- A1: text\n",
            "never.policy": "data y\n",
        }
    )
    assert codes(loaded) == []
    assert list(loaded.sources) == ["main.policy", "b.policy", "sub/a.policy", "c.policy", "o.md"]
    assert [file.source.path for file in loaded.load.files] == ["main.policy", "b.policy", "sub/a.policy", "c.policy"]


def test_files_may_use_each_other_in_a_circle() -> None:
    loaded = in_memory(
        {"main.policy": HEADER + 'use "a.policy"\n', "a.policy": 'use "main.policy"\nuse "a.policy"\n'}
    )
    assert codes(loaded) == []
    assert len(loaded.load.files) == 2


def test_a_test_file_without_a_header_tests_the_policy_that_it_uses() -> None:
    loaded = in_memory(
        {"main.policy": HEADER, "test.policy": 'use "main.policy"\nscenario "t"\n    at 2026-01-01T00:00\n'},
        main="test.policy",
    )
    assert codes(loaded) == []
    assert "test.policy" not in in_memory({"main.policy": HEADER, "test.policy": ""}).sources


def test_a_policy_without_a_header_is_no_policy() -> None:
    assert codes(in_memory({"main.policy": "data a\n"})) == ["CP135"]


@pytest.mark.parametrize("text", ["policy p (\n", 'use "missing.policy"\n', "use missing\n"])
def test_a_header_that_may_only_be_broken_or_unread_is_not_called_missing(text: str) -> None:
    assert "CP135" not in codes(in_memory({"main.policy": text}))


def test_a_second_header_is_shown_with_the_first_also_where_one_is_broken() -> None:
    loaded = in_memory({"main.policy": HEADER + 'use "a.policy"\n', "a.policy": "policy q (\n"})
    assert codes(loaded) == ["CP101", "CP136"]
    assert loaded.diagnostics[1].related[0].span.path == "main.policy"
    assert isinstance(loaded.load.files[1].statements[0], BrokenNode)


def test_mistakes_of_all_files_come_in_one_run() -> None:
    loaded = in_memory({"main.policy": HEADER + 'use "a.policy"\ndata (\n', "a.policy": "role (\n"})
    assert [(finding.code, finding.span.path) for finding in loaded.diagnostics] == [
        ("CP101", "main.policy"),
        ("CP101", "a.policy"),
    ]


# --- what leads elsewhere ---------------------------------------------------------------------------------------

ELSEWHERE = [
    "",
    "/etc/passwd",
    "../a.policy",
    "sub/../../a.policy",
    "sub/../a.policy",
    "sub//a.policy",
    "./a.policy",
    "sub/./a.policy",
    "a.policy/",
    "sub\\a.policy",
    "C:/a.policy",
    "C:a.policy",
    "file:///a.policy",
    "std/../../a.policy",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_path_that_leads_elsewhere_is_refused(path: str, tmp_path: Path) -> None:
    main = HEADER + f'use "{path}"\n'
    root = written(tmp_path / "root", {"main.policy": main, "a.policy": "", "sub/a.policy": ""})
    written(tmp_path, {"a.policy": "data secret\n"})
    assert codes(load(root / "main.policy")) == ["CP130"]
    assert codes(in_memory({"main.policy": main, "a.policy": "", "sub/a.policy": ""})) == ["CP130"]
    with pytest.raises(ReadError) as caught:
        FileSystem(root).read(path)
    assert caught.value.problem is Problem.ELSEWHERE


def test_a_symbolic_link_may_lead_about_the_folder_but_not_out_of_it(tmp_path: Path) -> None:
    root = written(tmp_path / "root", {"main.policy": HEADER + 'use "link.policy"\n', "a.policy": "data a\n"})
    written(tmp_path, {"outside/secret.policy": "data secret\n"})
    (root / "link.policy").symlink_to("a.policy")
    assert codes(load(root / "main.policy")) == []
    (root / "link.policy").unlink()
    (root / "link.policy").symlink_to(tmp_path / "outside" / "secret.policy")
    assert codes(load(root / "main.policy")) == ["CP130"]
    (root / "link.policy").unlink()
    (root / "sub").symlink_to(tmp_path / "outside")
    written(root, {"main.policy": HEADER + 'use "sub/secret.policy"\n'})
    assert codes(load(root / "main.policy")) == ["CP130"]


def test_no_name_outside_of_the_folder_is_suggested(tmp_path: Path) -> None:
    root = written(tmp_path / "root", {"main.policy": HEADER + 'use "sub/secre.policy"\n'})
    written(tmp_path, {"outside/secret.policy": "data secret\n"})
    (root / "sub").symlink_to(tmp_path / "outside")
    (finding,) = load(root / "main.policy").diagnostics
    assert finding.code == "CP130"
    assert "suggestion" not in finding.facts


def test_the_first_file_may_be_reached_by_a_link_and_its_own_folder_counts(tmp_path: Path) -> None:
    root = written(tmp_path / "root", {"main.policy": HEADER + 'use "a.policy"\n', "a.policy": ""})
    (tmp_path / "current.policy").symlink_to(root / "main.policy")
    assert codes(load(tmp_path / "current.policy")) == []


@pytest.mark.parametrize("path", ["A.policy", "a.Policy", "SUB/b.policy", "sub/B.policy"])
def test_the_letters_of_a_path_are_those_of_the_files_name(path: str, tmp_path: Path) -> None:
    files = {"main.policy": HEADER + f'use "{path}"\n', "a.policy": "", "sub/b.policy": ""}
    for loaded in (load(written(tmp_path, files) / "main.policy"), in_memory(files)):
        (finding,) = loaded.diagnostics
        assert (finding.code, finding.facts["suggestion"]) == ("CP132", path.lower())
        assert finding.fix is not None
        assert finding.fix.replacement == f'"{path.lower()}"'


def test_a_missing_file_is_found_with_the_name_that_was_meant(tmp_path: Path) -> None:
    files = {"main.policy": HEADER + 'use "sub/vocabulry.policy"\n', "sub/vocabulary.policy": ""}
    for loaded in (load(written(tmp_path, files) / "main.policy"), in_memory(files)):
        (finding,) = loaded.diagnostics
        assert (finding.code, finding.facts["suggestion"]) == ("CP131", "sub/vocabulary.policy")


def test_a_folder_or_something_else_is_no_file(tmp_path: Path) -> None:
    root = written(tmp_path, {"main.policy": HEADER + 'use "sub"\nuse "pipe"\n', "sub/a.policy": ""})
    os.mkfifo(root / "pipe")
    assert codes(load(root / "main.policy")) == ["CP133", "CP133"]


@pytest.mark.parametrize("name", ["missing.policy", "missing/main.policy", "x\0y", ""])
def test_a_first_file_that_is_not_there_is_a_finding_and_no_exception(name: str, tmp_path: Path) -> None:
    loaded = load(tmp_path / name)
    assert len(loaded.diagnostics) == 1
    assert loaded.load.files == ()


def test_a_first_file_that_is_misspelt_is_found_with_the_name_that_was_meant(tmp_path: Path) -> None:
    (finding,) = load(written(tmp_path, {"main.policy": HEADER}) / "mian.policy").diagnostics
    assert (finding.facts["suggestion"], finding.fix) == ("main.policy", None)


@pytest.mark.parametrize("method", ["iterdir", "open"])
def test_a_folder_or_file_that_may_not_be_read_is_a_finding(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    root = written(tmp_path, {"main.policy": HEADER})
    monkeypatch.setattr(Path, method, denied)
    (finding,) = load(root / "main.policy").diagnostics
    assert (finding.code, finding.facts["why"]) == ("CP134", "Permission denied")


# --- the library ------------------------------------------------------------------------------------------------


def library() -> str:
    entry = next(iter(sorted(file.name for file in _resources.folder("policies").joinpath("std").iterdir())))
    return f"std/{entry}"


def test_the_shipped_library_is_found_from_anywhere(tmp_path: Path) -> None:
    files = {"main.policy": HEADER + f'use "{library()}"\n'}
    on_disk = load(written(tmp_path, files) / "main.policy")
    assert codes(on_disk) == codes(in_memory(files)) == []
    first, second, *others = on_disk.sources
    assert (first, second) == ("main.policy", library())
    assert all(path.startswith("std/") for path in others)
    assert on_disk.load.sha256 == in_memory(files).load.sha256


def test_only_the_library_is_read_from_the_package(tmp_path: Path) -> None:
    other = next(file.name for file in _resources.folder("policies").iterdir() if file.name.endswith(".policy"))
    assert codes(load(written(tmp_path, {"main.policy": HEADER + f'use "{other}"\n'}) / "main.policy")) == ["CP131"]


@pytest.mark.parametrize("path", [library(), "std/mine.policy"])
def test_a_file_of_ones_own_is_never_taken_for_the_library(path: str, tmp_path: Path) -> None:
    files = {"main.policy": HEADER + f'use "{path}"\n', path: "data mine\n"}
    loaded = load(written(tmp_path, files) / "main.policy")
    assert codes(loaded) == ["CP130"]
    assert path not in loaded.sources


def test_a_copy_of_the_library_is_the_library(tmp_path: Path) -> None:
    text = _resources.folder("policies").joinpath(library()).read_text(encoding="utf-8")
    alone = {"main.policy": HEADER + f'use "{library()}"\n'}
    copied = load(written(tmp_path, {**alone, library(): text.replace("\n", "\r\n")}) / "main.policy")
    assert codes(copied) == []
    assert copied.load.sha256 == in_memory(alone).load.sha256


def test_a_folder_of_ones_own_beside_the_library_changes_nothing(tmp_path: Path) -> None:
    files = {"main.policy": HEADER + f'use "{library()}"\n', "std/other.txt": "x"}
    assert codes(load(written(tmp_path, files) / "main.policy")) == []


def test_texts_that_were_handed_out_are_preferred_to_the_library() -> None:
    for folder in ("", "deep/"):
        files = {f"{folder}main.policy": HEADER + f'use "{library()}"\n', library(): "data mine\n"}
        loaded = in_memory(files, main=f"{folder}main.policy")
        assert loaded.sources[library()].text == "data mine\n"


def test_the_grammar_and_the_library_are_found_in_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for name in ("policy.lark", "terminals.lark"):
            zipped.writestr(f"confpolicy/grammar/{name}", _resources.grammar_text(name))
        zipped.writestr("confpolicy/policies/std/x.policy", "data from_the_zip\n")
    packaged: Traversable = zipfile.Path(archive, "confpolicy/")
    monkeypatch.setattr(_resources, "_package", lambda: packaged)
    assert "start: statement" in _resources.grammar_text("policy.lark")
    loaded = load(written(tmp_path, {"main.policy": HEADER + 'use "std/x.policy"\n'}) / "main.policy")
    assert codes(loaded) == []
    assert loaded.sources["std/x.policy"].text == "data from_the_zip\n"


def test_a_package_that_lies_in_no_folder_is_asked_for_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Path(_resources.__file__)
    monkeypatch.setattr(_resources, "__file__", str(there.with_name("nowhere.py")))
    assert (_resources._package() / there.name).read_bytes() == there.read_bytes()


def test_an_installation_without_its_folders_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(_resources, "_package", lambda: tmp_path)
    monkeypatch.setattr(_resources, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    with pytest.raises(FileNotFoundError, match="grammar"):
        _resources.grammar_text("policy.lark")


# --- the hash, and texts without a file system ------------------------------------------------------------------

FILES = {
    "main.policy": HEADER + '    source "o.md"\nuse "sub/a.policy"\n',
    "sub/a.policy": "data a\n",
    "o.md": "- A1: text\n",
}


def test_a_load_handed_out_and_loaded_again_is_the_same(tmp_path: Path) -> None:
    first = load(written(tmp_path, FILES) / "main.policy")
    again = in_memory({path: source.text for path, source in first.sources.items()})
    assert (again.load, again.load.sha256) == (first.load, first.load.sha256)


def test_the_hash_does_not_know_where_the_folder_lies(tmp_path: Path) -> None:
    first = load(written(tmp_path / "x" / "y", FILES) / "main.policy")
    other = in_memory({f"deep/down/{path}": text for path, text in FILES.items()}, main="deep/down/main.policy")
    assert codes(other) == []
    assert other.load.sha256 == first.load.sha256
    assert "deep/down/o.md" in other.sources


def test_the_hash_knows_every_path_and_every_text() -> None:
    hashes = {in_memory(FILES).load.sha256}
    for path, text in FILES.items():
        hashes.add(in_memory({**FILES, path: text + "# more\n"}).load.sha256)
    renamed = {**FILES, "sub/b.policy": FILES["sub/a.policy"]}
    renamed["main.policy"] = renamed["main.policy"].replace("sub/a", "sub/b")
    hashes.add(in_memory(renamed).load.sha256)
    assert len(hashes) == 5


def test_the_hash_knows_where_one_text_ends_and_the_next_begins() -> None:
    one = {"main.policy": HEADER + 'use "a"\n', "a": "data a\n"}
    other = {"main.policy": HEADER + 'use "a"\n', "a": "data a\n# \n"}
    assert in_memory(one).load.sha256 != in_memory(other).load.sha256


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_the_hash_is_of_the_normalised_text(change: object) -> None:
    assert callable(change)
    assert in_memory({path: change(text) for path, text in FILES.items()}).load == in_memory(FILES).load
    assert in_memory({path: change(text) for path, text in FILES.items()}).load.sha256 == in_memory(FILES).load.sha256


def test_text_that_no_file_could_hold_has_a_hash_too() -> None:
    assert len(in_memory({"main.policy": HEADER + "# \ud800\n"}).load.sha256) == 64


def test_a_scenario_reads_its_requests_by_the_same_rules(tmp_path: Path) -> None:
    files = {**FILES, "requests/r.json": "{}"}
    loaded = load(written(tmp_path, files) / "main.policy")
    assert loaded.place.read("requests/r.json") == b"{}"
    with pytest.raises(ReadError):
        loaded.place.read("../r.json")
    deep = in_memory({f"deep/{path}": text for path, text in files.items()}, main="deep/main.policy")
    assert deep.place.read("requests/r.json") == b"{}"


def test_a_provider_may_be_one_of_ones_own() -> None:
    class Shouting:
        def read(self, path: str) -> bytes:
            return Memory(FILES).read(path.lower())

        def read_library(self, path: str) -> bytes:
            raise ReadError(Problem.MISSING, path)

    assert codes(load_from(Shouting(), "MAIN.policy")) == []


# --- the outline ------------------------------------------------------------------------------------------------


def outlined(text: str) -> Loaded:
    return in_memory({"main.policy": HEADER + '    source "o.md"\n', "o.md": text})


def labels(loaded: Loaded) -> list[tuple[str, str]]:
    assert loaded.load.outline is not None
    return [(label, text) for label, text, _ in loaded.load.outline.labels]


def test_an_outline_is_the_labelled_items_of_a_list() -> None:
    text = (
        "# Outline\n\nProse: is passed over.\n\n- A1: First.\n  goes on\n* **164.512 (f)** Second\n"
        "    - **(1):** Third: one.\n1. O-c: a numbered item has no label\n- no label here\n- [a link](b:c)\n"
        "+ GAP-1:\n\n```\n- X9: code\n```\n"
    )
    loaded = outlined(text)
    assert codes(loaded) == []
    assert labels(loaded) == [
        ("A1", "First. goes on"),
        ("164.512 (f)", "Second"),
        ("(1)", "Third: one."),
        ("GAP-1", ""),
    ]


def test_a_label_is_shown_where_it_stands() -> None:
    loaded = outlined("- A1: one\n- **B 2** two\n")
    assert loaded.load.outline is not None
    text = loaded.load.outline.source.text
    assert [text[span.start : span.end] for _, _, span in loaded.load.outline.labels] == ["A1", "B 2"]


def test_a_label_that_stands_twice_is_shown_with_its_first_place_and_kept_once() -> None:
    loaded = outlined("- A1: one\n- A1: two\n  more\n")
    (finding,) = loaded.diagnostics
    assert (finding.code, finding.related[0].span.start) == ("CP137", 2)
    assert labels(loaded) == [("A1", "one")]


@pytest.mark.parametrize(
    ("source", "code"), [("missing.md", "CP131"), ("../o.md", "CP130"), ("O.md", "CP132"), ("sub", "CP133")]
)
def test_an_outline_is_read_by_the_rules_for_files(source: str, code: str) -> None:
    files = {"main.policy": HEADER + f'    source "{source}"\n', "o.md": "", "sub/x": ""}
    loaded = in_memory(files)
    assert codes(loaded) == [code]
    assert loaded.load.outline is None


def test_a_damaged_or_endless_outline_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = written(tmp_path, {"main.policy": HEADER + '    source "o.md"\n'})
    (root / "o.md").write_bytes(b"- A1: caf\xe9\n")
    assert codes(load(root / "main.policy")) == ["CP115"]
    monkeypatch.setattr("confpolicy.syntax.load.FILE_BYTES", 4)
    assert codes(load(root / "main.policy")) == ["CP116"]
