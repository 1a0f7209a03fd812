"""Parameters checked as scikit-learn checks them: same rules, same words, same exception class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from numbers import Integral, Real
from typing import Any

__all__ = [
    "InvalidParameterError",
    "Rule",
    "boolean",
    "callables",
    "check_parameters",
    "count",
    "kinds",
    "methods",
    "none",
    "one_of",
    "real",
    "share",
]

try:
    from sklearn.utils._param_validation import InvalidParameterError
except ImportError:

    class InvalidParameterError(ValueError, TypeError):  # type: ignore[no-redef]
        """A parameter has a value that it can't have."""


Rule = tuple[Callable[[Any], bool], str]


def _is_integer(value: Any) -> bool:
    return isinstance(value, Integral)


def one_of(*options: str) -> Rule:
    """Allow one of these strings."""
    return lambda v: isinstance(v, str) and v in options, f"a str among {{{', '.join(map(repr, options))}}}"


def kinds(kind: type) -> Rule:
    """Allow an instance of this class."""
    return lambda v: isinstance(v, kind), f"an instance of {_name(kind)!r}"


def methods(name: str) -> Rule:
    """Allow anything with this method."""
    return lambda v: callable(getattr(v, name, None)), f"an object implementing {name!r}"


def count(low: int, high: int | None = None) -> Rule:
    """Allow a whole number in a range."""
    text = f"an int in the range [{low}, {'inf' if high is None else high})"
    return lambda v: _is_integer(v) and low <= v and (high is None or v < high), text


def share() -> Rule:
    """Allow a float from 0 to 1."""
    return lambda v: isinstance(v, float) and 0 <= v <= 1, "a float in the range [0.0, 1.0]"


def real(low: float, high: float = inf) -> Rule:
    """Allow a real number in a range, both ends included."""
    text = f"a float in the range [{low}, {high}]"
    return lambda v: isinstance(v, Real) and not _is_boolean(v) and low <= v <= high, text  # type: ignore[operator]


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool) or (type(value).__module__ == "numpy" and type(value).__name__ in ("bool", "bool_"))


none: Rule = (lambda v: v is None, "None")
callables: Rule = (callable, "a callable")
boolean: Rule = (_is_boolean, "an instance of 'bool' or an instance of 'numpy.bool'")


def _name(kind: type) -> str:
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def check_parameters(owner: Any, rules: Mapping[str, tuple[Rule, ...]]) -> None:
    """Raise unless each parameter of an estimator keeps one of its rules."""
    for name, allowed in rules.items():
        value = getattr(owner, name)
        if any(holds(value) for holds, _ in allowed):
            continue
        words = [text for _, text in allowed]
        text = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
        raise InvalidParameterError(
            f"The {name!r} parameter of {type(owner).__name__} must be {text}. Got {value!r} instead."
        )
