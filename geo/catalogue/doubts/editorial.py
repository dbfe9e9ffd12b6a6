"""The lists that an editor may want to lengthen: they stand in the codebook."""

import re

from geo.catalogue import codebook

_EDITORIAL = codebook.codebook()["editorial"]
VOICES = {actor: re.compile(signs) for actor, signs in _EDITORIAL["voices"].items()}


def signs(name: str) -> re.Pattern:
    """Return what the codebook lists under a name as a pattern."""
    return re.compile(_EDITORIAL[name])
