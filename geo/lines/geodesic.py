"""Nearest points on lines and areas of the ellipsoid WGS 84, for many points at once.

How it works. Every edge is a geodesic, cut into pieces of at most `PIECE_M` and held as a chord in
Earth-centred metres (ECEF). A point is compared with all pieces of all features together; half of the
points at a time, pieces are struck out that cannot be nearest for any of them (`_possible`), until
what remains is small enough to be compared one by one. The chord to the nearest point is then turned
into the length of the geodesic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

WGS84 = Geod(ellps="WGS84")
PIECE_M = 4_000.0
"""Longest piece of an edge. Its chord runs 0.3 m under the surface in the middle."""
ARC_LIMIT_M = 1_000_000.0
"""Up to here `_arc_m` is within 0.014 m of the geodesic (0.0002 m at 400 km); beyond, Karney's inverse."""
TIE_FROM_M = 350_000.0
"""Up to here the shortest chord marks the shortest geodesic to 0.4 m; beyond, near ties are measured out."""
_LEAF_PAIRS = 100_000
"""Points times pieces that are compared at once: fewer cost calls, more cost cache misses (measured)."""
_ROUNDING_M2 = 0.1
"""More than the rounding of a squared chord."""
_EARTH_RADIUS_M = 6_371_008.8
_SCALE = WGS84.a**-2, WGS84.b**-2


@dataclass(frozen=True)
class Pieces:
    """The edges of all features, cut into short chords, sorted by feature."""

    origin: np.ndarray
    """ECEF metres, shape (3,); all else is told from here, to keep rounding small."""
    table: np.ndarray
    """One column a piece, shape (10, pieces): direction u (unit vector; zero for a point), -a·u, -2a, a·a, 1,
    length in metres, where a is the start. The order makes every product below one matrix product."""
    feature: np.ndarray
    """Position of the piece's feature, shape (pieces,), ascending."""
    feature_count: int

    @classmethod
    def of(cls, geometries: Sequence[BaseGeometry]) -> Pieces:
        """Take apart geometries of any kind in lon/lat degrees whose edges `cut` has made short."""
        edges = [_edges(geometry) for geometry in geometries]
        ends = np.concatenate(edges)
        start, end = ecef(*ends[:, 0].T), ecef(*ends[:, 1].T)
        length_m = _norm(end - start)
        direction = (end - start) / np.where(length_m > 0, length_m, 1)
        origin = start.mean(axis=1)
        start -= origin[:, None]
        table = np.vstack(
            [direction, -_dot(start, direction), -2 * start, _dot(start, start), np.ones(len(ends)), length_m]
        )
        feature = np.repeat(np.arange(len(edges)), [len(e) for e in edges])
        return cls(origin, table, feature, len(edges))

    def __len__(self) -> int:
        return len(self.feature)

    def keep(self, mask: np.ndarray) -> Pieces:
        """These pieces only; each feature must keep one."""
        kept = np.flatnonzero(mask)
        return Pieces(self.origin, self.table.take(kept, axis=1), self.feature[kept], self.feature_count)

    @cached_property
    def blocks(self) -> list[slice]:
        """Where each feature's pieces stand."""
        bounds = np.searchsorted(self.feature, np.arange(self.feature_count + 1)).tolist()
        return [slice(low, high) for low, high in pairwise(bounds)]

    @property
    def start(self) -> np.ndarray:
        """From `origin`, shape (3, pieces)."""
        return self.table[4:7] / -2

    @property
    def length_m(self) -> np.ndarray:
        return self.table[9]

    def chords_squared(self, points: np.ndarray) -> np.ndarray:
        """Squared straight distance from points (3, n) to every piece, shape (n, pieces)."""
        rows = np.vstack([points, np.ones(points.shape[1]), _dot(points, points)])
        squared = rows.T @ self.table[4:9]
        along = rows[:4].T @ self.table[:4]
        held = np.maximum(along, 0)
        np.minimum(held, self.length_m, out=held)
        along *= -2
        along += held
        along *= held
        squared += along
        return squared

    def closest(self, squared: np.ndarray) -> np.ndarray:
        """Position of each feature's piece with the shortest chord, shape (f, n), from (n, pieces)."""
        return np.stack([b.start + squared[:, b].argmin(axis=1) for b in self.blocks])

    def feet(self, piece: np.ndarray, points: np.ndarray) -> np.ndarray:
        """The point of each piece that is nearest to the given point; ECEF metres, on the ellipsoid."""
        columns = self.table.take(piece, axis=1)
        along_m = np.minimum(np.maximum(_dot(columns[:3], points) + columns[3], 0), columns[9])
        return self._lifted(columns, along_m)

    def at(self, piece: np.ndarray, share: np.ndarray | float) -> np.ndarray:
        """The points at a share, 0 to 1, of the pieces; ECEF metres, on the ellipsoid."""
        columns = self.table.take(piece, axis=1)
        return self._lifted(columns, share * columns[9])

    def _lifted(self, columns: np.ndarray, along_m: np.ndarray) -> np.ndarray:
        """Lift points of the chords to the ellipsoid."""
        sagitta_m = along_m * (columns[9] - along_m) / (2 * _EARTH_RADIUS_M)
        lift = 1 + sagitta_m / _EARTH_RADIUS_M
        return np.stack(
            [
                (origin - start / 2 + along_m * direction) * lift
                for origin, start, direction in zip(self.origin, columns[4:7], columns[:3], strict=True)
            ]
        )


def _dot(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _norm(a: np.ndarray) -> np.ndarray:
    return np.sqrt(_dot(a, a))


def ecef(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Earth-centred metres of points on the ellipsoid, shape (3, ...)."""
    lam, phi = np.radians(lon), np.radians(lat)
    prime_vertical = WGS84.a / np.sqrt(1 - WGS84.es * np.sin(phi) ** 2)
    level = prime_vertical * np.cos(phi)
    height = prime_vertical * (1 - WGS84.es) * np.sin(phi)
    return np.stack([level * np.cos(lam), level * np.sin(lam), height])


def geographic(position: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lon and lat degrees of ECEF points (3, ...) that lie on the ellipsoid."""
    x, y, z = position
    return np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, np.hypot(x, y) * (1 - WGS84.es)))


def cut(geometry: BaseGeometry) -> BaseGeometry:
    """Set vertices along the geodesics between the given ones, so that no edge exceeds `PIECE_M`."""
    return shapely.transform_coordseq(geometry, _cut_edges, interleaved=False)


def _cut_edges(lon, lat):
    lon, lat = np.atleast_1d(lon), np.atleast_1d(lat)
    azimuth, _, length_m = WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    pieces = np.maximum(np.ceil(length_m / PIECE_M), 1).astype(int)
    if not (pieces > 1).any():
        return lon, lat
    edge = np.repeat(np.arange(len(pieces)), pieces)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    between = WGS84.fwd(lon[edge], lat[edge], azimuth[edge], step * (length_m / pieces)[edge])
    given = step == 0
    along_lon = np.where(given, lon[edge], between[0])
    along_lat = np.where(given, lat[edge], between[1])
    return np.append(along_lon, lon[-1]), np.append(along_lat, lat[-1])


def _edges(geometry: BaseGeometry) -> np.ndarray:
    """Both ends of every edge in degrees, shape (edges, 2, 2); a point is an edge without length."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    areas = shapely.get_dimensions(parts) == 2
    parts = np.concatenate([parts[~areas], shapely.get_rings(parts[areas])])
    vertices, part = shapely.get_coordinates(parts, return_index=True)
    joined = part[:-1] == part[1:]
    lone = vertices[shapely.get_dimensions(parts)[part] == 0]
    return np.concatenate(
        [np.stack([vertices[:-1][joined], vertices[1:][joined]], axis=1), np.stack([lone, lone], axis=1)]
    )


def nearest(lon: np.ndarray, lat: np.ndarray, pieces: Pieces) -> tuple[np.ndarray, np.ndarray]:
    """Find the nearest point of every feature for every point.

    Parameters
    ----------
    lon, lat : ndarray of shape (n,)
        Degrees, WGS 84, finite.
    pieces : Pieces
        The f features.

    Returns
    -------
    distance_m : ndarray of shape (f, n)
        Length of the geodesic.
    position : ndarray of shape (3, f, n)
        ECEF metres of the nearest point, on the ellipsoid; see `geographic`.
    """
    pending = [(np.arange(len(lon)), ecef(lon, lat) - pieces.origin[:, None], pieces)]
    done, distance_m, position = [], [], []
    while pending:
        rows, here, left = pending.pop()
        if len(rows) <= 1 or len(rows) * len(left) <= _LEAF_PAIRS:
            done.append(rows)
            for found, part in zip((distance_m, position), _compare(here, left), strict=True):
                found.append(part)
            continue
        low, high = here.min(axis=1), here.max(axis=1)
        left = left.keep(_possible(low, high, left))
        half = len(rows) // 2
        order = np.argpartition(here[(high - low).argmax()], half)
        pending += [(rows[part], here.take(part, axis=1), left) for part in (order[:half], order[half:])]
    back = np.argsort(np.concatenate(done))
    return tuple(np.concatenate(found, axis=-1).take(back, axis=-1) for found in (distance_m, position))


def _possible(low: np.ndarray, high: np.ndarray, pieces: Pieces) -> np.ndarray:
    """Tell which pieces may be nearest to some point of a box; a mask of shape (pieces,).

    Notes
    -----
    For a fixed q on a piece and a fixed witness w on the same feature, |P-q|² - |P-w|² is linear in P.
    What holds at the corners of the box therefore holds in all of it: a piece that is farther than the
    witness from every corner is farther everywhere. "Farther" is by a margin that covers what chords
    and geodesics can disagree about (`_disagreement`).
    """
    centre = (low + high) / 2
    corners = np.array(list(product(*zip(low, high, strict=True)))).T
    squared = pieces.chords_squared(np.column_stack([centre, corners]))
    closest = pieces.closest(squared[:1])[:, 0]
    witness = pieces.feet(closest, centre) - pieces.origin[:, None]
    reach_squared = _norm(corners[:, :, None] - witness[:, None]) ** 2
    farthest = np.sqrt(reach_squared.max(axis=0))[pieces.feature]
    apart = _norm(pieces.start - witness.take(pieces.feature, axis=1)) + pieces.length_m
    slack = apart * _disagreement(farthest + apart)
    lead = (squared[1:] - reach_squared[:, pieces.feature]).min(axis=0)
    possible = lead < slack * (2 * farthest + slack) + _ROUNDING_M2
    # The witness leads itself by nothing, but for rounding: where the box is a single point that can be too much.
    possible[closest] = True
    return possible


def _disagreement(chord_m: np.ndarray) -> np.ndarray:
    """Bound how fast geodesic and spherical distance drift apart as the target moves, metre per metre.

    Both are functions of the target; this bounds the gradient of their difference, for targets in the
    atlas window and points anywhere: 1.4 to 4 times the largest of 2 million random pairs.
    """
    sigma = 2 * np.arcsin(np.minimum(chord_m / (2 * _EARTH_RADIUS_M), 1))
    return 0.01 * sigma**2 / np.maximum(np.pi - sigma, 1e-3)


def _compare(points: np.ndarray, pieces: Pieces) -> tuple[np.ndarray, np.ndarray]:
    """Compare every point (3, n) with every piece; distances (f, n) and positions (3, f, n)."""
    squared = pieces.chords_squared(points)
    closest = pieces.closest(squared)
    distance_m, position = _geodesics(points[:, None], closest, pieces)
    row, piece = _rivals(squared, closest, pieces)
    if len(row):
        length_m, end = _geodesics(points[:, row], piece, pieces)
        shorter = np.flatnonzero(length_m < distance_m[pieces.feature[piece], row])
        last_wins = shorter[np.argsort(-length_m[shorter])]
        feature, row = pieces.feature[piece[last_wins]], row[last_wins]
        distance_m[feature, row], position[:, feature, row] = length_m[last_wins], end[:, last_wins]
    return distance_m, position


def _rivals(squared: np.ndarray, closest: np.ndarray, pieces: Pieces) -> tuple[np.ndarray, np.ndarray]:
    """Rows and pieces whose geodesic may be shorter although their chord is not."""
    each = np.arange(len(squared))
    rows, rivals = [each[:0]], [each[:0]]
    for block, best in zip(pieces.blocks, closest, strict=True):
        reach_m = np.sqrt(np.maximum(squared[each, best], 0))
        if reach_m.max(initial=0) <= TIE_FROM_M or block.stop - block.start == 1:
            continue
        apart = _norm(np.ptp(pieces.start[:, block], axis=1)) + 2 * PIECE_M
        limit_m = reach_m + apart * _disagreement(reach_m + apart)
        limit_m2 = np.where(reach_m > TIE_FROM_M, limit_m**2 + _ROUNDING_M2, -1)
        rival = squared[:, block] <= limit_m2[:, None]
        rival[each, best - block.start] = False
        row, piece = np.nonzero(rival)
        rows.append(row)
        rivals.append(block.start + piece)
    return np.concatenate(rows), np.concatenate(rivals)


def _geodesics(points: np.ndarray, piece: np.ndarray, pieces: Pieces) -> tuple[np.ndarray, np.ndarray]:
    """Length of the geodesic from points to pieces, and where it ends; shapes broadcast."""
    position = pieces.feet(piece, points)
    start = points + pieces.origin.reshape(3, *[1] * (points.ndim - 1))
    distance_m = _arc_m(start, position)
    far = distance_m > ARC_LIMIT_M
    if far.any():
        start = np.broadcast_to(start, position.shape)[:, far]
        distance_m[far], position[:, far] = _far_geodesics(start, piece[far], pieces)
    return distance_m, position


def _arc_m(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Turn chords into arcs of the circle that fits the ellipsoid half way, in the chord's direction.

    Its curvature is Euler's for a normal section; on the quadric xᵀAx = 1 that is vᵀAv / |Ax| for the
    unit tangent v at x (do Carmo, Differential Geometry of Curves and Surfaces, 3-3).
    """
    chord, middle = end - start, (start + end) / 2
    chord_m = _norm(chord)
    weighted = [middle[0] * _SCALE[0], middle[1] * _SCALE[0], middle[2] * _SCALE[1]]
    to_surface = np.sqrt(_dot(middle, weighted))
    stretched = (chord[0] ** 2 + chord[1] ** 2) * _SCALE[0] + chord[2] ** 2 * _SCALE[1]
    bend = stretched * to_surface / _norm(weighted)
    half = np.minimum(bend / np.maximum(2 * chord_m, 1e-9), 1)
    return chord_m * np.where(half > 1e-9, np.arcsin(half) / np.maximum(half, 1e-9), 1)


def _far_geodesics(start: np.ndarray, piece: np.ndarray, pieces: Pieces) -> tuple[np.ndarray, np.ndarray]:
    """Karney's inverse (2013, doi:10.1007/s00190-012-0578-z) to both ends and the middle of each piece
    and to the foot of the parabola through them; the shortest of the four.
    """
    lon, lat = geographic(start)

    def reach(share):
        end = pieces.at(piece, share)
        return WGS84.inv(lon, lat, *geographic(end))[2], end

    tried = [reach(share) for share in (0, 0.5, 1)]
    first, middle, last = (distance_m for distance_m, _ in tried)
    bend = 2 * (first - 2 * middle + last)
    convex = bend > 1e-6
    foot = np.where(convex, (3 * first - 4 * middle + last) / np.where(convex, 2 * bend, 1), 0)
    tried.append(reach(np.clip(foot, 0, 1)))
    lengths, ends = (np.stack(column) for column in zip(*tried, strict=True))
    best, each = lengths.argmin(axis=0), np.arange(len(lon))
    return lengths[best, each], ends[best, :, each].T
