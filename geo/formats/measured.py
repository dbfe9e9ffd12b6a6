"""What a reader measures as GeoJSON: points, legs of the path, nearest points, ring, and the events in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from geo.atlas.measurement import Leg, Measurement
from geo.atlas.points import Place
from geo.atlas.selection import Selection
from geo.formats.rows import DECIMALS, with_days
from geo.lines.course import course
from geo.lines.measure import path_length_m
from geo.query.positions import grid_text, sexagesimal_text
from geo.query.urls import event_url, language_pairs, site_url
from geo.words.distances import distance_text
from geo.words.table import say

EVENT_FIELDS = (
    *("title", "title_ko", "date_text", "date_text_ko"),
    *("category", "type", "initiator", "location_precision"),
)
"""What is told of an event in the ring, beside its distance."""


def measured_geojson(measurement: Measurement, base: str, language: str = "en") -> bytes:
    """Return a measurement as one RFC 7946 FeatureCollection that carries its own provenance.

    Parameters
    ----------
    measurement : Measurement
    base : str
        The public address of the atlas, without a slash at the end.
    language : str
        ``en`` or ``ko``: of metadata, names, distances in words and labels; the texts of events are there in both.

    Returns
    -------
    bytes
        JSON. ``role`` of each feature tells what it is: ``point``, ``leg``, ``nearest`` (the geodesic from a point to the
        nearest point of a line), ``ring`` or ``event``. Distances are metres to 0.1 m, azimuths degrees from north,
        ``band_m`` tells how far a distance may be off; lon/lat have at most six decimals.

    Raises
    ------
    TooManyError
        Where too many events lie about the ring; see `Measurement.near`.
    """
    # Of the events only those about the ring are here.
    what, url = (
        say("measure.cited", language, count=len(measurement.points)),
        measured_url(measurement, base, language),
    )
    metadata = measurement.selection.metadata(base, language).about(what, url, language)
    measured = list(zip(measurement.points, measurement.distances(language), strict=True))
    features = [
        *(_point(number, *of_point, language) for number, of_point in enumerate(measured, 1)),
        *(_leg(leg, language) for leg in measurement.legs),
        *(
            feature
            for number, (point, told) in enumerate(measured, 1)
            for feature in _nearest(number, point, told, measurement.targets, language)
        ),
        *_ring(measurement),
        *_events(measurement, base),
    ]
    return orjson.dumps({"type": "FeatureCollection", "metadata": asdict(metadata), "features": features})


def measured_url(measurement: Measurement, base: str, language: str = "en") -> str:
    """Return the address of the page that shows a measurement, in a language."""
    pairs = [*measurement.to_pairs(), *measurement.selection.wanted.to_pairs(), *language_pairs(language)]
    return site_url(base, "/measure", pairs)


def measured_name(selection: Selection, extension: str) -> str:
    """Return a telling name for a file of a measurement among the events of a selection."""
    return selection.file_name(extension, ("measured",))


def ringed(measurement: Measurement, language: str = "en") -> str:
    """Return what the ring lies around, in words."""
    if measurement.around_points:
        return say("measure.ring_points", language, count=len(measurement.points))
    names = measurement.selection.atlas.names(language)
    return ", ".join(names[one] for one in measurement.targets)


def length_text(measurement: Measurement, language: str = "en") -> str:
    """Return how long the path through the points is, and how far that may be off."""
    length_m = path_length_m([(one.lon, one.lat) for one in measurement.points])
    # Both ends of every leg may be off.
    band_m = sum(leg.band_m or 0.0 for leg in measurement.legs) or None
    return distance_text(length_m, band_m, language)


def ring_words(measurement: Measurement, language: str = "en") -> str:
    """Say how many events lie in the ring: certainly, by their point, perhaps.

    Raises
    ------
    TooManyError
        See `Measurement.near`.
    """
    near = measurement.near
    inside = int(near["inside"].sum())
    return say(
        "measure.ring_count",
        language,
        count=inside,
        km=measurement.ring_km,
        what=ringed(measurement, language),
        sure=int(near["sure"].sum()),
        maybe=len(near) - inside,
    )


def _feature(geometry: BaseGeometry, role: str, **told: Any) -> dict[str, Any]:
    rounded = shapely.transform(geometry, lambda corners: corners.round(DECIMALS))
    return {
        "type": "Feature",
        "geometry": shapely.geometry.mapping(rounded),
        "properties": {"role": role, **told},
    }


def _point(number: int, point: Place, told: dict[str, Any], language: str) -> dict[str, Any]:
    return _feature(
        shapely.Point(point.lon, point.lat),
        "point",
        number=number,
        name=point.name_in(language),
        text=sexagesimal_text(point.lon, point.lat),
        mgrs=grid_text(point.lon, point.lat) or None,
        error_m=point.error_m,
        mdl_side=told["side"],
    )


def _leg(leg: Leg, language: str) -> dict[str, Any]:
    text = distance_text(leg.length_m, leg.band_m, language)
    return _feature(
        leg.course,
        "leg",
        number=leg.number,
        distance_m=round(leg.length_m, 1),
        band_m=leg.band_m,
        azimuth_deg=round(leg.azimuth_deg, 2),
        text=text,
        label=say("measure.leg_label", language, distance=short(text), azimuth=azimuth_text(leg.azimuth_deg)),
    )


def _nearest(
    number: int, point: Place, told: dict[str, Any], targets: Collection[str], language: str
) -> Iterator[dict[str, Any]]:
    for row in told["distances"]:
        if row["to"] not in targets or not row["distance_m"]:
            continue
        yield _feature(
            course([(point.lon, point.lat), row["nearest"]]),
            "nearest",
            point=number,
            **{name: row[name] for name in ("to", "name", "distance_m", "band_m", "azimuth_deg", "text")},
            label=say(
                "measure.dash_label",
                language,
                name=row["short_name"],
                distance=short(row["text"]),
                azimuth=azimuth_text(row["azimuth_deg"]),
            ),
        )


def _ring(measurement: Measurement) -> Iterator[dict[str, Any]]:
    if measurement.ring is not None:
        near = measurement.near
        yield _feature(
            measurement.ring,
            "ring",
            radius_m=measurement.ring_km * 1000,
            around=[one.text for one in measurement.points]
            if measurement.around_points
            else list(measurement.targets),
            events=int(near["inside"].sum()),
            events_sure=int(near["sure"].sum()),
            events_possible=len(near),
        )


def _events(measurement: Measurement, base: str) -> Iterator[dict[str, Any]]:
    for event in with_days(measurement.near).itertuples():
        told = {name: getattr(event, name) for name in EVENT_FIELDS}
        feature = _feature(
            shapely.Point(event.lon, event.lat),
            "event",
            **told,
            distance_m=round(event.distance_m, 1),
            band_m=event.band_m,
            inside=bool(event.inside),
            sure=bool(event.sure),
            event_url=event_url(base, event.Index),
        )
        yield {**feature, "id": event.Index}


def short(text: str) -> str:
    """Return a distance in words without its nautical miles, as it stands on a map."""
    return text.split(" · ")[0]


def azimuth_text(azimuth_deg: float) -> str:
    """Return an azimuth as three digits and a degree sign.

    Examples
    --------
    >>> azimuth_text(7.2), azimuth_text(359.8)
    ('007°', '000°')
    """
    return f"{round(azimuth_deg) % 360:03}°"
