"""The window of the map: the part of the Earth that the atlas is about."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd


class Window(NamedTuple):
    """A range of longitudes and latitudes, in degrees (EPSG:4326)."""

    west: float
    south: float
    east: float
    north: float

    def contains(
        self, lon: float | np.ndarray | pd.Series, lat: float | np.ndarray | pd.Series
    ) -> bool | np.ndarray | pd.Series:
        """Return whether points lie in the window, its edges included; NaN lies nowhere.

        Examples
        --------
        >>> WINDOW.contains(126.98, 37.57), WINDOW.contains(139.69, 35.68)
        (True, False)
        """
        return (lon >= self.west) & (lon <= self.east) & (lat >= self.south) & (lat <= self.north)


WINDOW = Window(123.0, 33.0, 132.5, 43.5)
"""The peninsula and its seas, from Jeju to the Tumen. Beyond it the base map has no land."""
