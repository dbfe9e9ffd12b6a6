"""Answers that are kept with the atlas that they are made of, and go with it.

A catalogue may be replaced while the server runs. What was made of the old one must not be taken for the new one, nor
keep the old one in memory: so each atlas has caches of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from geo.atlas.atlas import Atlas

Asked = ParamSpec("Asked")
Told = TypeVar("Told")


def kept_with_atlas(most: int) -> Callable[[Callable[Asked, Told]], Callable[Asked, Told]]:
    """Return a decorator that keeps the last answers of a function; equal calls that are under way are made once.

    The first argument of the function, by its place, is an atlas, or something of one that has it as ``atlas``: a
    selection. Answers are shared by all who ask, and not to be changed.

    Parameters
    ----------
    most : int
        Answers that are kept of each atlas.
    """

    def decorate(function: Callable[Asked, Told]) -> Callable[Asked, Told]:
        @wraps(function)
        def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Told:
            of = args[0]
            atlas = of if isinstance(of, Atlas) else of.atlas
            return atlas.kept(function, most)(*args, **kwargs)

        return asked

    return decorate
