"""What estimators have learned, kept in a file."""

from __future__ import annotations

import json
from os import PathLike
from typing import Any

import numpy as np

from newsloom import _core
from newsloom._whole_file import write_whole

__all__ = ["SavedState"]

_KIND, _VERSION = "estimator", 1
_TYPES = ("float64", "float32", "int64", "int32", "bool")


class SavedState:
    """Saving and loading, for fitted estimators whose state is numbers and arrays."""

    # What belongs to the state beside attributes that end with an underscore.
    _kept: tuple[str, ...] = ("_n_features_out",)

    @classmethod
    def _keeps(cls, name: str) -> bool:
        return name in cls._kept or (name.endswith("_") and not name.startswith("_"))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the fitted estimator to a file: versioned, checksummed, with its parameters, no pickle.

        Parameters
        ----------
        path : str or PathLike
            The file; an existing one is overwritten.

        Raises
        ------
        NotFittedError
            When nothing was fitted.
        ValueError
            For parameters that a file can't hold: functions and generators of random numbers.
        """
        from newsloom._estimator import check_is_fitted

        check_is_fitted(self)
        owner: Any = self
        params, state = owner.get_params(deep=False), dict(vars(self))
        learned = {name: value for name, value in state.items() if name not in params and self._keeps(name)}
        blocks: list[tuple[str, bytes]] = []

        def plain(group: str, name: str, value: Any) -> Any:
            if isinstance(value, (np.bool_, np.integer, np.floating)):
                value = value.item()
            if isinstance(value, _core.CentroidSums):
                blocks.append((f"{group}.{name}", value.to_bytes()))
                return {"sums": True}
            if hasattr(value, "toarray"):
                value = value.toarray()
            if isinstance(value, (list, tuple)):
                value = np.asarray(value)
            if isinstance(value, np.ndarray):
                if value.dtype == object:
                    return {"names": [str(v) for v in value]}
                if value.dtype.name not in _TYPES:
                    raise ValueError(f"a file can't hold {name}, an array of {value.dtype}")
                blocks.append((f"{group}.{name}", np.ascontiguousarray(value).tobytes()))
                return {"dtype": value.dtype.name, "shape": list(value.shape)}
            if isinstance(value, float) and not np.isfinite(value):
                return {"float": repr(value)}
            if value is None or isinstance(value, (bool, int, float, str)):
                return value
            raise ValueError(f"a file holds no code: {name} must be a number, a name or an array, got {value!r}")

        header = {
            "class": type(self).__name__,
            "params": {name: plain("params", name, value) for name, value in params.items()},
            "learned": {name: plain("learned", name, value) for name, value in learned.items()},
        }
        data = _core.pack(_KIND, _VERSION, json.dumps(header), blocks)
        write_whole(path, data)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Any:
        """Read what :meth:`save` wrote, and run no code.

        Parameters
        ----------
        path : str or PathLike
            The file.

        Returns
        -------
        estimator
            As it was saved.

        Raises
        ------
        ValueError
            When the file is no saved estimator of this class, is truncated or altered, or of another version.
        """
        with open(path, "rb") as file:
            data = file.read()
        try:
            header = json.loads(_core.unpack(data, _KIND, _VERSION, [])[0])
            if header["class"] != cls.__name__:
                raise ValueError(f"the file holds a {header['class']}, this is {cls.__name__}")
            owner: Any = cls(**{n: _restored(data, "params", n, v) for n, v in header["params"].items()})
            for name, value in header["learned"].items():
                if not cls._keeps(name):
                    raise ValueError(f"the state is malformed: {cls.__name__} learns no {name}")
                setattr(owner, name, _restored(data, "learned", name, value))
        except (KeyError, TypeError, AttributeError) as e:
            raise ValueError(f"the state is malformed: {e}") from e
        return owner


def _restored(data: bytes, group: str, name: str, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "float" in value:
        return float(value["float"])
    if "names" in value:
        return np.asarray([str(v) for v in value["names"]], dtype=object)
    (block,) = _core.unpack(data, _KIND, _VERSION, [f"{group}.{name}"])[1]
    if "sums" in value:
        return _core.CentroidSums.from_bytes(block)
    if value["dtype"] not in _TYPES:
        raise ValueError(f"the state is malformed: {name} is an array of {value['dtype']}")
    return np.frombuffer(block, dtype=value["dtype"]).reshape([int(n) for n in value["shape"]]).copy()
