"""What was probably meant by a name that there is not."""

from __future__ import annotations

from collections.abc import Iterable


def no_such(what: str, name: object, known: Iterable[str]) -> str:
    """Say that there is no such thing, which one may be meant, and which there are.

    >>> no_such("field", "oulet", ["id", "outlet"])
    "no field 'oulet'; did you mean 'outlet'? there are id, outlet"
    """
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(str(name).lower(), names, 1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    return f"no {what} {name!r}; {meant}there are {', '.join(names) or 'none'}"
