"""The atlas as a library: lines, events, filters, distances, downloads, and nothing of Streamlit."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.atlas.load import load_atlas as load_atlas
    from geo.look.view import View as View
    from geo.query.filter import EventFilter as EventFilter
    from geo.web.notebook import notebook_map as notebook_map

_OFFERED = {
    "load_atlas": "geo.atlas.load",
    "EventFilter": "geo.query.filter",
    "View": "geo.look.view",
    "notebook_map": "geo.web.notebook",
}
"""What a script needs, and the module that has it: imported when asked for, so that importing a room stays cheap."""


def __getattr__(name: str) -> Any:
    if name not in _OFFERED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_OFFERED[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_OFFERED])
