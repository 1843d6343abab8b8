"""Values of every declared type: what fits is copied, what does not is named."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from confpolicy.facts.read.scalars import Misfit, decimal_of, duration_of, instant_of
from confpolicy.facts.request import Given
from confpolicy.facts.values import INT_BOUND, MONTHS_BOUND, TEXT_BOUND, Day, Duration, Instant, Record, Symbol
from tests.facts.read_samples import a_request, faults, read, refused

SECOND = 1_000_000


def with_fact(name: str, value: Any, *, holder: str = "subject") -> dict[str, Any]:
    mapping = a_request()
    mapping[holder][name] = value
    return mapping


def value_of(name: str, value: Any) -> object:
    given = read(with_fact(name, value)).subjects[0].facts[name]
    assert given.judgement is None
    return given.value


@pytest.mark.parametrize(
    "name, value, expected",
    [
        ("reported_missing", False, False),
        ("visits", -3, -3),
        ("visits", INT_BOUND, INT_BOUND),
        ("debt", "12.50", Decimal("12.50")),
        ("debt", "-0.00", Decimal("0.00")),
        ("debt", 7, Decimal(7)),
        ("religion", "", ""),
        ("religion", "e\u0301", "é"),
        ("date_of_birth", "1970-01-02", Day(1)),
        ("date_of_birth", "0001-01-01", Day(-719162)),
        ("date_of_birth", "9999-12-31", Day(2932896)),
        ("last_seen", "1970-01-01T00:00:01Z", Instant(SECOND)),
        ("last_seen", "1970-01-01t01:00:00.5+01:00", Instant(SECOND // 2)),
        ("last_seen", "1969-12-31T23:59:59.999999-00:00", Instant(-1)),
        ("stay", "P16Y", Duration(months=192)),
        ("stay", "P1Y6M", Duration(months=18)),
        ("stay", "P2W", Duration(seconds=14 * 86_400)),
        ("stay", "P1DT12H", Duration(seconds=129_600)),
        ("stay", "PT1H2M3S", Duration(seconds=3723)),
        ("stay", "P0D", Duration()),
        ("kind", "organisation", Symbol("organisation")),
    ],
)
def test_a_value_that_fits_is_read(name: str, value: object, expected: object) -> None:
    read_as = value_of(name, value)
    assert read_as == expected
    assert type(read_as) is type(expected)


def test_a_decimal_keeps_its_digits_and_zero_has_no_sign() -> None:
    assert str(value_of("debt", "12.50")) == "12.50"
    assert str(value_of("debt", "-0.00")) == "0.00"


@pytest.mark.parametrize(
    "name, value, code",
    [
        ("reported_missing", 1, "CP810"),
        ("reported_missing", "true", "CP810"),
        ("reported_missing", None, "CP819"),
        ("visits", True, "CP810"),
        ("visits", 1.0, "CP810"),
        ("visits", "1", "CP810"),
        ("visits", INT_BOUND + 1, "CP813"),
        ("debt", 1.5, "CP810"),
        ("debt", True, "CP810"),
        ("debt", INT_BOUND + 1, "CP813"),
        ("debt", "1e3", "CP814"),
        ("debt", "+1", "CP814"),
        ("debt", "01", "CP814"),
        ("debt", ".5", "CP814"),
        ("debt", "1.", "CP814"),
        ("debt", "NaN", "CP814"),
        ("debt", "\u0661", "CP814"),
        ("debt", "1" * 29, "CP813"),
        ("debt", "0." + "0" * 29, "CP813"),
        ("debt", "1" * (TEXT_BOUND + 1), "CP814"),
        ("religion", 3, "CP810"),
        ("religion", "x" * (TEXT_BOUND + 1), "CP813"),
        ("religion", "\ufb2c" * TEXT_BOUND, "CP813"),
        ("religion", "\ud800", "CP808"),
        ("date_of_birth", "2011-5-4", "CP814"),
        ("date_of_birth", "20110504", "CP814"),
        ("date_of_birth", "2011-02-29", "CP814"),
        ("date_of_birth", "0000-01-01", "CP814"),
        ("date_of_birth", "2011-05-04T00:00:00Z", "CP814"),
        ("date_of_birth", "2011-05-04\n", "CP814"),
        ("date_of_birth", 20110504, "CP810"),
        ("last_seen", "2026-11-22", "CP814"),
        ("last_seen", "2026-11-22T10:00Z", "CP814"),
        ("last_seen", "2026-11-22T10:00:00", "CP815"),
        ("last_seen", "2026-11-22 10:00:00Z", "CP814"),
        ("last_seen", "2026-11-22T24:00:00Z", "CP814"),
        ("last_seen", "2026-11-22T10:60:00Z", "CP814"),
        ("last_seen", "2026-11-22T10:00:60Z", "CP814"),
        ("last_seen", "2026-11-22T10:00:61Z", "CP814"),
        ("last_seen", "2026-11-22T10:00:00.1234567Z", "CP814"),
        ("last_seen", "2026-11-22T10:00:00+24:00", "CP814"),
        ("last_seen", "2026-11-22T10:00:00+01:60", "CP814"),
        ("last_seen", "2026-02-30T10:00:00Z", "CP814"),
        ("last_seen", "0001-01-01T00:00:00+01:00", "CP813"),
        ("last_seen", "9999-12-31T23:59:59-01:00", "CP813"),
        ("stay", "", "CP814"),
        ("stay", "P", "CP814"),
        ("stay", "PT", "CP814"),
        ("stay", "P1DT", "CP814"),
        ("stay", "P1M1D", "CP814"),
        ("stay", "P1Y1W", "CP814"),
        ("stay", "P1W1D", "CP814"),
        ("stay", "-P1D", "CP814"),
        ("stay", "P1.5D", "CP814"),
        ("stay", "P" + "1" * 100 + "Y", "CP814"),
        ("stay", "P1001Y", "CP813"),
        ("stay", "P366001D", "CP813"),
        ("kind", "Person", "CP824"),
        ("kind", 1, "CP810"),
        ("nothing_of_the_kind", 1, "CP821"),
    ],
    ids=lambda value: str(value)[:30].encode("unicode_escape").decode(),
)
def test_a_value_that_does_not_fit_is_refused_where_it_stands(name: str, value: object, code: str) -> None:
    assert faults(with_fact(name, value)) == [(code, f"/subject/{name}")]


def test_a_number_too_long_to_be_written_is_refused() -> None:
    assert faults(with_fact("visits", 10**5000)) == [("CP813", "/subject/visits")]


def test_a_wrong_type_says_what_was_expected_and_what_was_found() -> None:
    (fault,) = refused(with_fact("date_of_birth", 20110504))
    assert fault.facts == {"expected": 'a date, like "2011-05-04"', "found": "a whole number"}


def test_no_fault_repeats_the_value_of_a_fact() -> None:
    for name, value in (
        ("religion", "x" * 20_000),
        ("kind", "John Smith"),
        ("date_of_birth", "4 May 2011"),
        ("debt", "9 99"),
    ):
        (fault,) = refused(with_fact(name, value))
        assert not any(value in text for text in fault.facts.values())


def test_a_near_value_is_suggested() -> None:
    (fault,) = refused(with_fact("kind", "persn"))
    assert fault.facts["suggestion"] == "person"


def test_a_set_forgets_order_and_repetition() -> None:
    request = read(with_fact("days", ["2026-11-02", "2026-11-01", "2026-11-02"], holder="context"))
    assert request.context["days"] == Given(frozenset({Day(20758), Day(20759)}))
    assert read(with_fact("days", [], holder="context")).context["days"] == Given(frozenset())


def test_every_element_of_a_set_that_does_not_fit_is_named() -> None:
    assert faults(with_fact("days", ["2026-11-02", 1, "x", None], holder="context")) == [
        ("CP810", "/context/days/1"),
        ("CP814", "/context/days/2"),
        ("CP819", "/context/days/3"),
    ]
    assert faults(with_fact("days", "2026-11-02", holder="context")) == [("CP810", "/context/days")]
    assert faults(with_fact("days", ["2026-11-02"] * 10_001, holder="context")) == [("CP806", "/context/days")]


def test_terms_are_declared_ones() -> None:
    mapping = a_request()
    mapping["context"] |= {"about": "confidential", "other_purpose": "sale", "roles_present": ["parent", "staff"]}
    context = read(mapping).context
    assert context["about"].value == Symbol("confidential")
    assert context["other_purpose"].value == Symbol("sale")
    assert context["roles_present"].value == frozenset({Symbol("parent"), Symbol("staff")})
    mapping["context"] |= {"about": "staff", "other_purpose": "sales", "roles_present": ["sale"]}
    assert faults(mapping) == [
        ("CP820", "/context/about"),
        ("CP820", "/context/other_purpose"),
        ("CP820", "/context/roles_present/0"),
    ]


def test_a_structure_may_leave_fields_out_and_keeps_them_sorted() -> None:
    request = read(with_fact("contract", {"value": 1, "kind": "confidentiality"}, holder="recipient"))
    assert request.recipient.facts["contract"].value == Record((("kind", Symbol("confidentiality")), ("value", 1)))
    assert read(with_fact("contract", {}, holder="recipient")).recipient.facts["contract"].value == Record(())


def test_every_field_that_does_not_fit_is_named() -> None:
    value = {"kind": "x", "signed": "2026-01-01", "covers": ["personal", "nowhere"], "signed_on": None}
    assert faults(with_fact("contract", value, holder="recipient")) == [
        ("CP824", "/recipient/contract/kind"),
        ("CP812", "/recipient/contract/signed"),
        ("CP820", "/recipient/contract/covers/1"),
        ("CP819", "/recipient/contract/signed_on"),
    ]
    assert faults(with_fact("contract", ["kind"], holder="recipient")) == [("CP810", "/recipient/contract")]


def test_structures_in_structures_have_an_end() -> None:
    knot: dict[str, Any] = {}
    assert value_of("nested", {"within": {}}) == Record((("within", Record(())),))
    knot["within"] = knot
    assert faults(with_fact("nested", knot)) == [("CP805", "/subject/nested" + "/within" * 16)]


def test_bounds_are_inclusive() -> None:
    assert duration_of(f"P{MONTHS_BOUND}M") == Duration(months=MONTHS_BOUND)
    assert decimal_of("1" * 28) == Decimal("1" * 28)
    assert isinstance(instant_of("0001-01-03T00:00:00Z"), Instant)
    assert isinstance(instant_of("0001-01-02T23:59:59Z"), Misfit)
