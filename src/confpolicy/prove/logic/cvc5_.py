"""Formulas for cvc5 (H. Barbosa and others, "cvc5: a versatile and industrial-strength SMT solver", TACAS 2022)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import cvc5
from cvc5 import Kind

from confpolicy.prove.logic.session import Answer, Found, Model
from confpolicy.prove.logic.terms import FALSE, Formula, Number, Rational, Unknown, nodes

EFFORT = 1
"""Units of cvc5 to one of Z3's: both count steps of their own, and neither is a time."""


class Cvc5:
    """One cvc5 solver."""

    def __init__(self) -> None:
        self._terms = cvc5.TermManager()
        self._made: dict[Formula, Any] = {}
        self._symbols: dict[str, Any] = {}
        self._unknowns: dict[Unknown, Any] = {}
        self._given: list[Formula] = []
        self._solver: Any = None
        self._limits: tuple[int, float | None] | None = None

    def add(self, formula: Formula) -> None:
        """From now on this holds."""
        self._given.append(formula)
        if self._solver is not None:
            self._solver.assertFormula(self._emitted(formula))

    def ask(self, formula: Formula, *, effort: int, seconds: float | None) -> Answer:
        """Whether this can hold besides."""
        if formula is FALSE:
            return Answer(Found.NO)
        solver = self._ready(effort, seconds)
        result = solver.checkSatAssuming(self._emitted(formula))
        if result.isSat():
            return Answer(Found.YES, self._model())
        if result.isUnsat():
            return Answer(Found.NO)
        timed = result.getUnknownExplanation() == cvc5.UnknownExplanation.TIMEOUT
        return Answer(Found.UNDECIDED, reason="time" if timed else "effort")

    def _ready(self, effort: int, seconds: float | None) -> Any:
        """The solver; a new one where the limits change, since cvc5 fixes them once."""
        if self._solver is None or self._limits != (effort, seconds):
            solver = cvc5.Solver(self._terms)
            solver.setOption("incremental", "true")
            solver.setOption("produce-models", "true")
            solver.setOption("rlimit-per", str(effort * EFFORT))
            if seconds is not None:
                solver.setOption("tlimit-per", str(max(1, int(seconds * 1000))))
            solver.setLogic("QF_LIRA")
            self._solver, self._limits = solver, (effort, seconds)
            for formula in self._given:
                solver.assertFormula(self._emitted(formula))
        return self._solver

    def _model(self) -> Model:
        truths = {name: self._solver.getValue(made).getBooleanValue() for name, made in self._symbols.items()}
        numbers = {unknown.name: _rational(self._solver.getValue(made)) for unknown, made in self._unknowns.items()}
        return Model(truths, numbers)

    def _emitted(self, formula: Formula) -> Any:
        for node in nodes(formula, known=self._made):
            self._made[node] = self._emit(node)
        return self._made[formula]

    def _emit(self, node: Formula) -> Any:
        operands = [self._made[operand] for operand in node.operands]
        match node.kind:
            case "true" | "false":
                return self._terms.mkBoolean(node.kind == "true")
            case "symbol":
                self._symbols[node.name] = self._terms.mkConst(self._terms.getBooleanSort(), node.name)
                return self._symbols[node.name]
            case "not":
                return self._terms.mkTerm(Kind.NOT, *operands)
            case "and":
                return self._terms.mkTerm(Kind.AND, *operands)
            case "or":
                return self._terms.mkTerm(Kind.OR, *operands)
            case kind:
                assert node.number is not None, "a comparison has a number"
                real = node.number.real
                number, zero = self._number(node.number, real=real), self._rational(0, real=real)
                kinds = {"at most 0": Kind.LEQ, "below 0": Kind.LT, "is 0": Kind.EQUAL}
                return self._terms.mkTerm(kinds[kind], number, zero)

    def _number(self, number: Number, *, real: bool) -> Any:
        parts = [self._multiple(unknown, multiple, real=real) for unknown, multiple in number.parts]
        if number.constant:
            parts.append(self._rational(number.constant, real=real))
        return parts[0] if len(parts) == 1 else self._terms.mkTerm(Kind.ADD, *parts)

    def _multiple(self, unknown: Unknown, multiple: Rational, *, real: bool) -> Any:
        if unknown not in self._unknowns:
            sort = self._terms.getRealSort() if unknown.real else self._terms.getIntegerSort()
            self._unknowns[unknown] = self._terms.mkConst(sort, unknown.name)
        made = self._unknowns[unknown]
        if real and not unknown.real:
            made = self._terms.mkTerm(Kind.TO_REAL, made)
        return made if multiple == 1 else self._terms.mkTerm(Kind.MULT, self._rational(multiple, real=real), made)

    def _rational(self, value: Rational, *, real: bool) -> Any:
        if real:
            return self._terms.mkReal(str(value))
        assert isinstance(value, int) or value.denominator == 1, "whole unknowns have whole multiples"
        return self._terms.mkInteger(str(int(value)))


def _rational(value: Any) -> Rational:
    if value.isIntegerValue():
        return int(value.getIntegerValue())
    found: Fraction = Fraction(value.getRealValue())
    return int(found) if found.denominator == 1 else found
