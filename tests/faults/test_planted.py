"""Every planted fault still fits the program, and a few are tried. All of them: `python -m tests.faults`."""

from __future__ import annotations

import ast
from pathlib import Path

import attrs
import pytest

from tests.faults.catalogue import FAULTS
from tests.faults.fault import Fault, NoLongerAppliesError, planted
from tests.faults.workshop import ROOT, Workshop

PROGRAM = ROOT / "src" / "confpolicy"
TRIED = (
    "a_refusal_at_the_instant_of_the_grant_stops_nothing",
    "of_two_equal_keys_the_last_counts",
    "a_definition_forgets_that_it_is_negated",
)


def text_of(fault: Fault) -> str:
    return (PROGRAM / fault.file).read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_applies_and_can_be_compiled(fault: Fault) -> None:
    before, after = text_of(fault), planted(text_of(fault), fault)
    compile(after, fault.file, "exec")
    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert len(changed) == 1
    assert len(changed[0][1]) <= 118


@pytest.mark.parametrize("law", sorted({fault.law for fault in FAULTS}))
def test_the_law_of_a_fault_is_a_test(law: str) -> None:
    file, _, name = law.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    made = {
        node.targets[0].id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    assert name.partition("[")[0] in functions | made


def test_there_are_many_faults_and_each_has_a_name_and_a_reason() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 36
    assert len({(fault.file, fault.within, fault.before, fault.after) for fault in FAULTS}) == len(FAULTS)
    assert all(fault.because.endswith(".") for fault in FAULTS)


def test_a_fault_whose_line_is_gone_or_stands_twice_no_longer_applies() -> None:
    fault = FAULTS[0]
    for text in (text_of(fault).replace(fault.before, "return False"), text_of(fault) + text_of(fault)):
        with pytest.raises(NoLongerAppliesError):
            planted(text, fault)
    with pytest.raises(NoLongerAppliesError):
        planted(text_of(fault), attrs.evolve(fault, within="no_such_function"))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop.opened(Path(tmp_path_factory.mktemp("workshop")))


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.name in TRIED], ids=lambda fault: fault.name)
def test_a_law_notices_a_fault(shop: Workshop, fault: Fault) -> None:
    assert shop.only_try(fault).problems == ()


def test_what_is_no_fault_is_not_noticed(shop: Workshop) -> None:
    fault = next(fault for fault in FAULTS if fault.name == TRIED[0])
    (problem,) = shop.only_try(attrs.evolve(fault, after=fault.before)).problems
    assert problem.endswith("does not notice it")
