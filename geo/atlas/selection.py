"""The events that a filter wants, and what can be said of them as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import geopandas as gpd
import narwhals as nw
import pandas as pd

from geo.atlas.fields import ORIGIN
from geo.atlas.metadata import Metadata, rows_metadata
from geo.atlas.nearly import nearly
from geo.catalogue import codebook
from geo.catalogue.flat import flattened
from geo.errors import TooManyError
from geo.lines.window import WINDOW
from geo.query.columns import PLACED
from geo.query.filter import EventFilter
from geo.query.sentences import sentence
from geo.query.tables import Condition
from geo.query.urls import site_url
from geo.words.lists import joined
from geo.words.table import say

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

EVENTS_AT_ONCE = 20_000
"""So many events are held, sent and drawn one by one; of more, a view is counted in cells and a table is paged."""

ON_MAP = (
    nw.col("location_precision").is_in(list(PLACED))
    & nw.col("lon").is_between(WINDOW.west, WINDOW.east)
    & nw.col("lat").is_between(WINDOW.south, WINDOW.north)
)
"""What has a point of its own within the map."""


@dataclass(frozen=True, eq=False)
class Selection:
    """The events that a filter wants; nothing is asked of the table before it is needed, and nothing twice."""

    atlas: Atlas
    wanted: EventFilter

    @cached_property
    def condition(self) -> Condition:
        """What a row must meet to be one of these events."""
        return self.wanted.condition()

    def also(self, condition: nw.Expr) -> nw.Expr:
        """Return what a row must meet to be one of these events that meets a condition too."""
        return condition if self.condition is None else self.condition & condition

    @cached_property
    def calendar(self) -> pd.DataFrame:
        """How many events began on each day: all that is told of every selection, in one query.

        Returns
        -------
        DataFrame
            ``count`` of each ``first_day`` (datetime64), ``category``, ``on_map`` (whether the map shows it) and
            ``precision`` (of the date), in no order, with ``end``, the last day on which one of them may lie.
        """
        keys = {name: nw.col(name) for name in ("first_day", "category")}
        keys |= {"on_map": ON_MAP, "precision": nw.col("date_precision")}
        found = self.atlas.table.tally(self.condition, keys, end=("last_day", "max"))
        for name in ("first_day", "end"):
            if found[name].dtype == object:
                # A database may hold days as dates.
                found[name] = pd.to_datetime(found[name])
        return found

    @cached_property
    def count(self) -> int:
        """How many events match."""
        return int(self.calendar["count"].sum())

    @property
    def total(self) -> int:
        """How many events the catalogue has."""
        return self.atlas.total

    @cached_property
    def by_category(self) -> dict[str, int]:
        """Category to number of events; only categories that occur, in the order of the codebook."""
        found = self.calendar.groupby("category")["count"].sum()
        return {key: int(found[key]) for key in codebook.vocabulary("category") if key in found}

    @cached_property
    def by_origin(self) -> dict[str, int]:
        """Value of `geo.atlas.fields.ORIGIN` to number of events, where the catalogue stands beside a reader's rows."""
        found = self.atlas.table.tally(self.condition, {ORIGIN.name: nw.col(ORIGIN.name)})
        return dict(zip(found[ORIGIN.name], found["count"].tolist(), strict=True))

    @cached_property
    def by_precision(self) -> dict[str, int]:
        """``location_precision`` to number of events; only what occurs."""
        found = self.atlas.table.tally(self.condition, {"known": nw.col("location_precision")})
        return dict(zip(found["known"], found["count"].tolist(), strict=True))

    @cached_property
    def placed(self) -> int:
        """How many of the matching events have a point of their own on the map."""
        return int(self.calendar["count"][self.calendar["on_map"].fillna(False).astype(bool)].sum())

    @property
    def one_by_one(self) -> bool:
        """Whether there are few enough to be held and drawn one by one."""
        return self.count <= EVENTS_AT_ONCE

    @property
    def days(self) -> tuple[date, date] | None:
        """The first day of the earliest event and the last day of the event that ends last, within the filter's dates."""
        return self._span("end")

    @property
    def first_days(self) -> tuple[date, date] | None:
        """The first day of the earliest event and of the event that begins last, within the filter's dates."""
        return self._span("first_day")

    def _span(self, last: str) -> tuple[date, date] | None:
        if not self.count:
            return None
        first, end = self.calendar["first_day"].min().date(), self.calendar[last].max().date()
        # One event that lasts for years must not make a month look like them.
        first = max(first, self.wanted.from_date or first)
        return first, max(first, min(end, self.wanted.to_date or end))

    @property
    def coarsest_date(self) -> str:
        """How well the date is known that is known least: ``day``, ``month`` or ``year``; ``day`` of no event."""
        known = set(self.calendar["precision"])
        return next((precision for precision in ("year", "month") if precision in known), "day")

    @cached_property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of what is drawn, degrees; None where nothing is."""
        if not self.placed:
            return None
        lon, lat = nw.col("lon"), nw.col("lat")
        found = self.atlas.table.aggregate(
            self.also(ON_MAP), west=lon.min(), south=lat.min(), east=lon.max(), north=lat.max()
        )
        return found["west"], found["south"], found["east"], found["north"]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The events in order of time: index ``id``, columns `Atlas.columns`.

        Raises
        ------
        TooManyError
            When there are more than `EVENTS_AT_ONCE`; `page` and `batches` give those.
        """
        if not self.one_by_one:
            raise TooManyError(self.count, EVENTS_AT_ONCE)
        return self.atlas.table.events(self.condition, self.atlas.columns)

    def to_geodataframe(self) -> gpd.GeoDataFrame:
        """Return the events as points (EPSG:4326), where they have one of their own; see `rows`.

        Returns
        -------
        GeoDataFrame
            The rows, with the flat columns of their first reports; ``geometry`` is None where an event is told for a
            line, an area or a place abroad.
        """
        rows = flattened(self.rows)
        points = gpd.GeoSeries(gpd.points_from_xy(rows["lon"], rows["lat"]), rows.index)
        return gpd.GeoDataFrame(rows, geometry=points.where(rows["lon"].notna()), crs=4326)

    def page(self, offset: int, limit: int, names: Sequence[str] | None = None) -> pd.DataFrame:
        """Return some of the events, the latest first; index id, columns `Atlas.columns` by default."""
        names = self.atlas.columns if names is None else names
        return self.atlas.table.page(self.condition, offset, limit, names)

    def batches(self) -> Iterator[pd.DataFrame]:
        """Yield the events in order of time, some thousands at a time; see `rows`."""
        # What is held for the page serves the download too.
        if self.one_by_one:
            return iter([self.rows])
        return self.atlas.table.batches(self.condition, self.atlas.columns)

    @cached_property
    def text(self) -> str:
        """The sentence in English, as metadata and citations have it."""
        return self.sentence()

    def sentence(self, language: str = "en") -> str:
        """Return the filter in words, with the count: ``142 of 1,070 events, 28 May – 30 November 2024``."""
        words = self.wanted.words(self.atlas.names(language), language)
        return sentence(words, self.count, self.total, language)

    def hint(self, language: str = "en") -> str:
        """Return what a search that found nothing has looked through, and what it may have meant; empty of any other."""
        words = [say("filter.quoted", language, word=one.q) for one in self.nearly]
        near = say("filter.nearly", language, words=joined(words, "or", language)) if words else ""
        return f"{self.searched(language)} {near}".strip()

    def searched(self, language: str = "en") -> str:
        """Return where a search that found nothing has looked; empty of any other."""
        return "" if self.count or not self.wanted.q else say("filter.searched", language)

    @cached_property
    def nearly(self) -> tuple[EventFilter, ...]:
        """What a search that found nothing may have meant: filters that find something; see `geo.atlas.nearly`."""
        return () if self.count or not self.wanted.q else nearly(self.atlas, self.wanted)

    def _told(self, language: str) -> str:
        return ". ".join(filter(None, (self.sentence(language), self.hint(language))))

    def title(self, language: str = "en") -> str:
        """Return a title for a view without one: the subject, and the years of the events."""
        subject = say("paper.subject", language)
        if self.days is None:
            return subject
        first, last = (f"{day.year}" for day in self.days)
        years = first if first == last else say("map.range", language, first=first, last=last)
        return say("paper.title", language, subject=subject, years=years)

    def permalink(self, base: str, path: str = "/") -> str:
        """Return the address of these rows: a page by default."""
        return site_url(base, path, self.wanted.to_pairs())

    def file_name(self, extension: str, what: Sequence[str] = ()) -> str:
        """Return a telling name for a download of these rows, or of ``what`` else is told of them."""
        parts = ["mdl-atlas", *what, *(value for _, value in self.wanted.to_pairs()), self.atlas.data_version]
        name = "_".join(parts).encode("ascii", "ignore").decode()
        return (
            "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)[:120] + f".{extension}"
        )

    def metadata(self, base: str, language: str = "en") -> Metadata:
        """Return what a download of these rows says of itself.

        Parameters
        ----------
        base : str
            The public address of the atlas, without a slash at the end.
        language : str
            ``en``, as in every download, or ``ko``, where a reader sees it.
        """
        atlas = self.atlas
        counts = self.count, self.total
        about = rows_metadata(
            base, self.wanted, self.sentence(language), *counts, atlas.data_version, atlas.generated, language
        )
        # A citation has no room for what else was meant.
        about = replace(about, filter_text=self._told(language))
        if atlas.brought:
            return about.of_a_reader(atlas.brought, bool(atlas.beside), language)
        if not atlas.archived:
            return about
        # The pages show the version of today: these rows are found again by the route alone.
        pairs = [*self.wanted.to_pairs(), ("version", atlas.data_version)]
        url = site_url(base, "/api/events.geojson", pairs)
        return about.about(self.sentence(language), url, language)
