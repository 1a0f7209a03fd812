"""Whole numbers given as parameters."""

from __future__ import annotations

from numbers import Integral
from typing import Any


def at_least(least: int, **given: Any) -> None:
    """Raise unless each parameter given by name is a whole number from `least` on, or None."""
    for name, value in given.items():
        if value is None:
            continue
        if not isinstance(value, Integral) or isinstance(value, bool):
            raise TypeError(f"{name} must be a whole number, got {value!r}")
        if value < least:
            raise ValueError(f"{name} must be at least {least}, got {value}")
