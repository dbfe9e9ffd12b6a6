"""The Atom feed: what was added and corrected in the catalogue, the latest version first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from feedgen.feed import FeedGenerator

from geo.atlas.metadata import CONTRIBUTORS, LICENCE_NAME, catalogue_title
from geo.atlas.selection import Selection
from geo.atlas.texts import text_of
from geo.catalogue.history import Change, versions
from geo.query.urls import event_page_url, language_pairs, site_url, with_pairs
from geo.words.dates import date_text
from geo.words.table import say

ENTRIES_MOST = 200
MEDIA_TYPE = "application/atom+xml"


def feed(selection: Selection, changes: Sequence[Change], base: str, language: str = "en") -> bytes:
    """Return the latest changes of the events of a selection as Atom (RFC 4287).

    Parameters
    ----------
    selection : Selection
    changes : sequence of Change
        The oldest version first, as `geo.catalogue.history.changes` has them.
    base : str
        The public address of the atlas, without a slash at the end.
    language : str
        ``en`` or ``ko``: of titles and summaries, and of why something changed.

    Returns
    -------
    bytes
        XML with at most `ENTRIES_MOST` entries. An event of several changes has an entry for each version.
    """
    wanted = set(selection.atlas.table.ids(selection.condition))
    latest = [change for change in reversed(changes) if change.id in wanted][:ENTRIES_MOST]
    days = {one.version: datetime.combine(one.released, time(), UTC) for one in versions()}
    spoken = language_pairs(language)
    own = site_url(base, "/feed.atom", [*selection.wanted.to_pairs(), *spoken])
    made = FeedGenerator()
    made.id(own)
    made.language(language)
    made.title(f"{catalogue_title(language)}. {selection.sentence(language)}")
    made.author(name=CONTRIBUTORS)
    made.link(href=own, rel="self")
    made.link(href=with_pairs(selection.permalink(base), spoken), rel="alternate")
    made.rights(LICENCE_NAME)
    # When it changed last, not when it was asked for: equal requests have equal answers.
    made.updated(days[latest[0].version] if latest else max(days.values()))
    rows = selection.atlas.events_of(list(dict.fromkeys(change.id for change in latest)))
    for change in latest:
        event, url = rows.loc[change.id], event_page_url(base, change.id)
        title, summary = (text_of(event, name, language) for name in ("title", "summary"))
        entry = made.add_entry(order="append")
        entry.id(f"{url}&version={change.version}")
        entry.title(say(f"feed.{change.change}", language, title=title, when=date_text(event, language)))
        entry.link(href=with_pairs(url, spoken))
        entry.updated(days[change.version])
        why = change.why_ko if language == "ko" else change.why
        entry.summary("\n".join(filter(None, (why, summary))))
    return made.atom_str(pretty=True)
