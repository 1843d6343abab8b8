"""Formulas for Z3 (L. de Moura, N. Bjørner, "Z3: an efficient SMT solver", TACAS 2008)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import z3

from confpolicy.prove.logic.session import Answer, Found, Model
from confpolicy.prove.logic.terms import FALSE, TRUE, Formula, Number, Rational, Unknown, nodes



class Z3:
    """One Z3 solver in a context of its own, so that earlier questions do not change an answer."""

    def __init__(self) -> None:
        self._context = z3.Context()
        self._solver = z3.SimpleSolver(ctx=self._context)
        self._made: dict[Formula, Any] = {}
        self._symbols: dict[str, Any] = {}
        self._unknowns: dict[Unknown, Any] = {}
        self._asked: dict[Formula, Any] = {}

    def add(self, formula: Formula) -> None:
        """From now on this holds."""
        self._solver.add(self._emitted(formula))

    def ask(self, formula: Formula, *, effort: int, seconds: float | None) -> Answer:
        """Whether this can hold besides."""
        if formula is FALSE:
            return Answer(Found.NO)
        self._solver.set("rlimit", effort)
        self._solver.set("timeout", 4294967295 if seconds is None else max(1, int(seconds * 1000)))
        found = Found(str(self._solver.check(*([] if formula is TRUE else [self._literal(formula)]))))
        if found is Found.YES:
            return Answer(found, self._model())
        return Answer(found, reason=self._reason() if found is Found.UNDECIDED else "")

    def _literal(self, formula: Formula) -> Any:
        """A symbol of its own that implies the formula: only such can be assumed for one question."""
        if formula not in self._asked:
            literal = z3.Bool(f"question {len(self._asked)}", self._context)
            self._solver.add(z3.Implies(literal, self._emitted(formula), self._context))
            self._asked[formula] = literal
        return self._asked[formula]

    def _reason(self) -> str:
        reason = str(self._solver.reason_unknown())
        return "time" if "timeout" in reason or "canceled" in reason and "resource" not in reason else "effort"

    def _model(self) -> Model:
        model = self._solver.model()
        truths = {name: z3.is_true(model.eval(made, model_completion=True)) for name, made in self._symbols.items()}
        numbers = {
            unknown.name: _rational(model.eval(made, model_completion=True))
            for unknown, made in self._unknowns.items()
        }
        return Model(truths, numbers)

    def _emitted(self, formula: Formula) -> Any:
        for node in nodes(formula):
            if node not in self._made:
                self._made[node] = self._emit(node)
        return self._made[formula]

    def _emit(self, node: Formula) -> Any:  # noqa: PLR0911 - a return for each kind of formula
        operands = [self._made[operand] for operand in node.operands]
        match node.kind:
            case "true" | "false":
                return z3.BoolVal(node.kind == "true", self._context)
            case "symbol":
                self._symbols[node.name] = z3.Bool(node.name, self._context)
                return self._symbols[node.name]
            case "not":
                return z3.Not(operands[0], self._context)
            case "and":
                return z3.And(*operands)
            case "or":
                return z3.Or(*operands)
            case kind:
                assert node.number is not None, "a comparison has a number"
                number = self._number(node.number)
                return number <= 0 if kind == "at most 0" else number < 0 if kind == "below 0" else number == 0

    def _number(self, number: Number) -> Any:
        parts = [self._multiple(unknown, multiple) for unknown, multiple in number.parts]
        return z3.Sum([*parts, self._rational(number.constant)] if number.constant else parts)

    def _multiple(self, unknown: Unknown, multiple: Rational) -> Any:
        if unknown not in self._unknowns:
            make = z3.Real if unknown.real else z3.Int
            self._unknowns[unknown] = make(unknown.name, self._context)
        made = self._unknowns[unknown]
        return made if multiple == 1 else made * self._rational(multiple)

    def _rational(self, value: Rational) -> Any:
        if isinstance(value, int) or value.denominator == 1:
            return z3.IntVal(int(value), self._context)
        return z3.RealVal(str(value), self._context)


def _rational(value: Any) -> Rational:
    if z3.is_int_value(value):
        return int(value.as_long())
    return Fraction(value.numerator_as_long(), value.denominator_as_long())
