"""Formulas for Z3 (L. de Moura, N. Bjørner, "Z3: an efficient SMT solver", TACAS 2008).

Through its C interface as the package binds it: building a formula through the classes above that takes ten times as
long, and there are hundreds of thousands of nodes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from z3 import z3core as c
from z3.z3types import Ast

from confpolicy.prove.logic.session import Answer, Found, Model
from confpolicy.prove.logic.terms import FALSE, TRUE, Formula, Number, Rational, Unknown, nodes

_FOUND = {1: Found.YES, -1: Found.NO, 0: Found.UNDECIDED}
_NEVER = 2**32 - 1


class Z3:
    """One Z3 solver in a context of its own, so that earlier questions do not change an answer."""

    def __init__(self) -> None:
        config = c.Z3_mk_config()
        # A context that counts no references: what is built in it lives as long as it does.
        self._context = c.Z3_mk_context(config)
        c.Z3_del_config(config)
        self._solver = c.Z3_mk_simple_solver(self._context)
        c.Z3_solver_inc_ref(self._context, self._solver)
        self._bool = c.Z3_mk_bool_sort(self._context)
        self._int = c.Z3_mk_int_sort(self._context)
        self._real = c.Z3_mk_real_sort(self._context)
        self._made: dict[Formula, Any] = {}
        self._symbols: dict[str, Any] = {}
        self._unknowns: dict[Unknown, Any] = {}
        self._asked: dict[Formula, Any] = {}
        self._limits: tuple[int, float | None] | None = None

    def __del__(self) -> None:
        c.Z3_solver_dec_ref(self._context, self._solver)
        c.Z3_del_context(self._context)

    def add(self, formula: Formula) -> None:
        """From now on this holds."""
        c.Z3_solver_assert(self._context, self._solver, self._emitted(formula))

    def ask(self, formula: Formula, *, effort: int, seconds: float | None) -> Answer:
        """Whether this can hold besides."""
        if formula is FALSE:
            return Answer(Found.NO)
        self._limit(effort, seconds)
        assumed = [] if formula is TRUE else [self._literal(formula)]
        found = _FOUND[c.Z3_solver_check_assumptions(self._context, self._solver, len(assumed), _array(assumed))]
        if found is Found.YES:
            return Answer(found, self._model())
        return Answer(found, reason=self._reason() if found is Found.UNDECIDED else "")

    def _limit(self, effort: int, seconds: float | None) -> None:
        if self._limits == (effort, seconds):
            return
        self._limits = (effort, seconds)
        limits = c.Z3_mk_params(self._context)
        c.Z3_params_inc_ref(self._context, limits)
        milliseconds = _NEVER if seconds is None else max(1, int(seconds * 1000))
        for word, value in (("rlimit", min(effort, _NEVER)), ("timeout", milliseconds)):
            c.Z3_params_set_uint(self._context, limits, c.Z3_mk_string_symbol(self._context, word), value)
        c.Z3_solver_set_params(self._context, self._solver, limits)
        c.Z3_params_dec_ref(self._context, limits)

    def _literal(self, formula: Formula) -> Any:
        """A symbol of its own that implies the formula: only such can be assumed for one question."""
        if formula not in self._asked:
            literal = self._constant(f"question {len(self._asked)}", self._bool)
            implied = c.Z3_mk_implies(self._context, literal, self._emitted(formula))
            c.Z3_solver_assert(self._context, self._solver, implied)
            self._asked[formula] = literal
        return self._asked[formula]

    def _reason(self) -> str:
        reason = str(c.Z3_solver_get_reason_unknown(self._context, self._solver))
        timed = self._limits is not None and self._limits[1] is not None
        cut_off = "timeout" in reason or "cancel" in reason
        return "time" if timed and cut_off and "resource" not in reason else "effort"

    def _model(self) -> Model:
        model = c.Z3_solver_get_model(self._context, self._solver)
        c.Z3_model_inc_ref(self._context, model)
        truths = {
            name: c.Z3_get_bool_value(self._context, self._value(model, made)) == 1
            for name, made in self._symbols.items()
        }
        numbers = {unknown.name: self._numeral(model, made) for unknown, made in self._unknowns.items()}
        c.Z3_model_dec_ref(self._context, model)
        return Model(truths, numbers)

    def _value(self, model: Any, made: Any) -> Any:
        found = (Ast * 1)()
        c.Z3_model_eval(self._context, model, made, True, found)  # noqa: FBT003 - the C interface's own
        return found[0]

    def _numeral(self, model: Any, made: Any) -> Rational:
        found = Fraction(c.Z3_get_numeral_string(self._context, self._value(model, made)))
        return int(found) if found.denominator == 1 else found

    # --- building ---------------------------------------------------------------------------------------------------

    def _emitted(self, formula: Formula) -> Any:
        for node in nodes(formula, known=self._made):
            self._made[node] = self._emit(node)
        return self._made[formula]

    def _emit(self, node: Formula) -> Any:  # noqa: PLR0911 - a return for each kind of formula
        context, operands = self._context, [self._made[operand] for operand in node.operands]
        match node.kind:
            case "true":
                return c.Z3_mk_true(context)
            case "false":
                return c.Z3_mk_false(context)
            case "symbol":
                self._symbols[node.name] = self._constant(node.name, self._bool)
                return self._symbols[node.name]
            case "not":
                return c.Z3_mk_not(context, operands[0])
            case "and":
                return c.Z3_mk_and(context, len(operands), _array(operands))
            case "or":
                return c.Z3_mk_or(context, len(operands), _array(operands))
            case kind:
                assert node.number is not None, "a comparison has a number"
                real = node.number.real
                make = {"at most 0": c.Z3_mk_le, "below 0": c.Z3_mk_lt, "is 0": c.Z3_mk_eq}[kind]
                return make(context, self._number(node.number, real=real), self._rational(0, real=real))

    def _constant(self, name: str, sort: Any) -> Any:
        return c.Z3_mk_const(self._context, c.Z3_mk_string_symbol(self._context, name), sort)

    def _number(self, number: Number, *, real: bool) -> Any:
        parts = [self._multiple(unknown, multiple, real=real) for unknown, multiple in number.parts]
        if number.constant:
            parts.append(self._rational(number.constant, real=real))
        return parts[0] if len(parts) == 1 else c.Z3_mk_add(self._context, len(parts), _array(parts))

    def _multiple(self, unknown: Unknown, multiple: Rational, *, real: bool) -> Any:
        if unknown not in self._unknowns:
            self._unknowns[unknown] = self._constant(unknown.name, self._real if unknown.real else self._int)
        made = self._unknowns[unknown]
        if real and not unknown.real:
            made = c.Z3_mk_int2real(self._context, made)
        if multiple == 1:
            return made
        return c.Z3_mk_mul(self._context, 2, _array([self._rational(multiple, real=real), made]))

    def _rational(self, value: Rational, *, real: bool) -> Any:
        return c.Z3_mk_numeral(self._context, str(value), self._real if real else self._int)


def _array(asts: list[Any]) -> Any:
    return (Ast * len(asts))(*asts)
