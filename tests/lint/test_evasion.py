"""CP502 and CP507: nobody goes past a prohibition by what they keep quiet about, or ask for more widely."""

from __future__ import annotations

from tests.lint.policies import facts, findings, places

_FORBIDDEN = "prohibition p\n    of dossier to landlord\n"
_ANYONE = "exception e\n    of address to anyone for care\n    when context.emergency\n"


def test_a_role_that_is_forbidden_beside_what_goes_to_anyone_is_found_at_the_prohibition() -> None:
    assert places(_ANYONE + _FORBIDDEN, "CP502") == [4]
    assert facts(_ANYONE + _FORBIDDEN, "CP502") == [{"prohibition": "p", "ground": "`e`"}]


def test_both_places_are_shown() -> None:
    (found,) = (each for each in findings(_ANYONE + _FORBIDDEN) if each.code == "CP502")
    assert [place.label for place in found.related] == ["goes to anyone"]


def test_what_overrides_the_prohibition_is_meant() -> None:
    assert facts(f"{_ANYONE}    overrides p\n{_FORBIDDEN}", "CP502") == []


def test_what_goes_to_roles_is_no_way_past() -> None:
    text = "exception e\n    of address to doctor for care\n    when context.emergency\n"
    assert facts(text + _FORBIDDEN, "CP502") == []


def test_a_prohibition_to_anyone_cannot_be_gone_past() -> None:
    assert facts(f"{_ANYONE}prohibition p\n    of dossier to anyone except doctor\n", "CP502") == []


def test_a_prohibition_to_the_subject_names_no_role() -> None:
    assert facts(f"{_ANYONE}prohibition p\n    of dossier to subject\n", "CP502") == []


def test_other_data_and_other_purposes_are_no_way_past() -> None:
    assert facts(f"{_ANYONE}prohibition p\n    of notes to landlord\n", "CP502") == []
    assert facts(f"{_ANYONE}prohibition p\n    of dossier to landlord for work\n", "CP502") == []


def test_what_reveals_the_forbidden_data_is_a_way_past() -> None:
    text = f"data address reveals notes\n{_ANYONE}prohibition p\n    of notes to landlord\n"
    assert len(facts(text, "CP502")) == 1


def test_a_role_towards_the_subject_is_a_role_too() -> None:
    assert len(facts(f"{_ANYONE}prohibition p\n    of dossier to parent\n", "CP502")) == 1


def test_public_data_goes_to_anyone() -> None:
    text = "prohibition p\n    of leaflet to landlord\n"
    assert facts(text, "CP502") == [{"prohibition": "p", "ground": "being public"}]


_CONSENT = "consent c\n    of address to anyone\n    given by subject\n"


def test_a_consent_to_anyone_is_a_way_past_where_anyone_needs_to_know() -> None:
    assert facts(f"{_CONSENT}need-to-know n\n    of address to anyone for care\n{_FORBIDDEN}", "CP502") != []
    assert facts(f"{_CONSENT}need-to-know n\n    of address to doctor for care\n{_FORBIDDEN}", "CP502") == []


def test_a_consent_that_needs_no_need_to_know_is_a_way_past() -> None:
    assert len(facts(f'{_CONSENT}    without need-to-know because "x"\n{_FORBIDDEN}', "CP502")) == 1


def test_an_exception_limited_to_need_to_know_goes_as_far_as_that() -> None:
    need = "need-to-know n\n    of address to adviser for care\n"
    assert facts(f"{_ANYONE}    limited to need-to-know\n{need}{_FORBIDDEN}", "CP502") == []


_SALE = "prohibition p\n    of address to outsider for sale\n"


def _exception(purpose: str, *, more: str = "") -> str:
    return f"exception e\n    of address to doctor for {purpose}\n    when context.emergency\n{more}"


def test_a_wider_purpose_that_is_permitted_is_found_at_the_prohibition() -> None:
    text = _exception("commerce") + _SALE
    assert places(text, "CP507") == [4]
    assert facts(text, "CP507") == [{"prohibition": "p", "ground": "e", "purpose": "`sale`", "wider": "commerce"}]


def test_any_purpose_covers_the_wider_one() -> None:
    assert len(facts(_exception("any purpose") + _SALE, "CP507")) == 1
    assert facts(_exception("any purpose except commerce") + _SALE, "CP507") == []


def test_the_forbidden_purpose_itself_and_one_beside_it_are_not_wider() -> None:
    for purpose in ("sale", "rental", "work", "resale"):
        assert facts(_exception(purpose) + _SALE, "CP507") == []


def test_a_purpose_two_steps_wider_is_wider_too() -> None:
    text = _exception("commerce") + "prohibition p\n    of address to outsider for resale\n"
    assert [each["wider"] for each in facts(text, "CP507")] == ["commerce"]


def test_where_the_wider_purpose_is_forbidden_too_nothing_goes_free() -> None:
    text = _exception("commerce") + "prohibition p\n    of address to outsider for sale, commerce\n"
    assert facts(text, "CP507") == []


def test_what_overrides_the_prohibition_may_be_wider() -> None:
    assert facts(_exception("commerce", more="    overrides p\n") + _SALE, "CP507") == []


def test_an_absolute_prohibition_is_gone_past_as_well() -> None:
    assert len(facts(_exception("commerce") + f"absolute {_SALE}", "CP507")) == 1


def test_a_prohibition_without_a_purpose_reaches_all() -> None:
    assert facts(_exception("commerce") + "prohibition p\n    of address to outsider\n", "CP507") == []
    assert (
        facts(_exception("commerce") + "prohibition p\n    of address to outsider for any purpose\n", "CP507") == []
    )


def test_other_data_and_other_recipients_are_no_wider_purpose() -> None:
    assert facts(_exception("commerce") + "prohibition p\n    of notes to outsider for sale\n", "CP507") == []
    assert facts(_exception("commerce") + "prohibition p\n    of address to landlord for sale\n", "CP507") == []


def test_a_consent_is_as_wide_as_its_need_to_know() -> None:
    consent = "consent c\n    of address to doctor\n    given by subject\n"
    wide = "need-to-know n\n    of address to doctor for commerce\n"
    narrow = "need-to-know n\n    of address to doctor for rental\n"
    assert len(facts(consent + wide + _SALE, "CP507")) == 1
    assert facts(consent + narrow + _SALE, "CP507") == []


def test_each_prohibition_is_told_once() -> None:
    text = _exception("commerce") + _exception("any purpose").replace("exception e", "exception f") + _SALE
    assert len(facts(text, "CP507")) == 1
