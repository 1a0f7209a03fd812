"""newsloom: who reported what, in which words."""

from newsloom._core import __version__

__all__ = ["__version__"]
