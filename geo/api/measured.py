"""The route of what a reader measures: points, path, nearest points, ring and events as GeoJSON."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.api.answers import answer, asked_for_file, attachment, base_url, pairs_of, said
from geo.api.spoken import data_language
from geo.atlas.kept import kept_with_atlas
from geo.atlas.load import served
from geo.atlas.measurement import KEYS, read_measurement
from geo.atlas.selection import Selection
from geo.errors import InputError
from geo.formats.formats import FORMATS
from geo.formats.measured import measured_geojson, measured_name
from geo.look.address import read_address
from geo.query.reading import repeated
from geo.web.assets import Body


def measured(request: Request) -> Response:
    """Give what an address of the measure page measures, by the keys of `geo.atlas.measurement.KEYS` and the filter; ``lang`` is of names and labels."""
    atlas = served()
    pairs = pairs_of(request)
    address = read_address(pairs, atlas.boundary_ids, (*KEYS, "download"), view=False)
    own = tuple(pair for pair in pairs if pair[0] in KEYS)
    selection = atlas.selection(address.filter)
    problems = [*address.problems, *repeated(pairs, ("ring", "around"))]
    problems += read_measurement(selection, own)[1]
    if problems:
        raise InputError(problems)
    headers = attachment(measured_name(selection, "geojson")) if asked_for_file(address.own) else None
    body = _measured(selection, own, base_url(request), data_language(pairs))
    return answer(request, body, FORMATS["geojson"].media_type, headers=headers)


@kept_with_atlas(64)
def _measured(
    selection: Selection, own: tuple[tuple[str, str], ...], base: str, language: str = "en"
) -> Body:
    return Body.of(measured_geojson(read_measurement(selection, own)[0], base, language))


ROUTES: list[BaseRoute] = [Route("/measure.geojson", said(measured))]
"""Below /api."""
