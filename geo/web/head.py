"""What a page says of itself in its head, so that a link to it shows a preview: title, description, picture, addresses."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace

from markupsafe import Markup

from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.atlas.texts import text_of
from geo.lines.window import WINDOW
from geo.look.address import Address, view_url
from geo.look.arrival import CARRIED_KEYS
from geo.look.view import LANGUAGES, SIZES, TITLE_LIMIT, View
from geo.query.columns import PLACED
from geo.query.filter import EventFilter
from geo.query.urls import oembed_url, site_url, with_pairs
from geo.web.assets import STATIC
from geo.web.page import in_script, part_html
from geo.words.dates import date_text
from geo.words.table import say, script_words

MAP = "map"
"""The page that may show one event, and of which there is an embed."""
SIZE, DPI = "16x9", 90
PICTURE_PX = tuple(round(DPI * inches) for inches in SIZES[SIZE])
"""Width and height of the picture of a preview; what shows previews wants some 1200 by 630."""
SCRIPTS = ("navigation.js", "announcing.js", "widgets.js")
"""What every page of Streamlit carries in its head."""
WIDGETS = "widgets"
"""The room of the table that has the words of Streamlit's own widgets (``widgets.js``)."""
LONGEST = 200
"""How much of a description a preview shows, in characters."""
EVENT_ZOOM = 9.0


@dataclass(frozen=True)
class About:
    """What stands in the head of a page."""

    heading: str
    description: str
    canonical: str
    """The one address of what the page shows, without the view of the map."""
    url: str
    """The address that was asked for."""
    picture: str
    oembed: str | None
    """Where the oEmbed answer for this address is, None where there is none."""
    alternates: tuple[tuple[str, str], ...]
    """Languages, and the same in each of them; see `alternates`."""


LOCALES = {"en": "en_GB", "ko": "ko_KR"}
"""What the Open Graph protocol calls our languages."""


def alternates(url: str) -> tuple[tuple[str, str], ...]:
    """Return in what languages an address that says none can be had: language tag (``x-default`` for that of the browser) and address."""
    each = ((language, with_pairs(url, [("lang", language)])) for language in LANGUAGES)
    return (*each, ("x-default", url))


def heading(page: str, selection: Selection, event: str | None, language: str = "en") -> str:
    """Return what a page is about: the picked event or the sentence of the filter on the map, the name of any other."""
    if page != MAP:
        return say(f"pages.{page}", language)
    if event:
        return text_of(selection.atlas.event(event), "title", language)
    return say("app.tagline", language) if selection.wanted == EventFilter() else selection.sentence(language)


def page_title(page: str, selection: Selection, event: str | None, language: str = "en") -> str:
    """Return the title of a page, as a tab of the browser shows it: ``Measure – MDL Atlas``."""
    return say("app.page_title", language, page=heading(page, selection, event, language))


def about_page(
    page: str, path: str, query: str, address: Address, atlas: Atlas, base: str, said: bool = False
) -> About:
    """Return what a page of the atlas says of itself, in the language of the view of its address.

    Parameters
    ----------
    page : str
        The name of the page, one of `geo.web.page.TABS`.
    path, query : str
        What was asked for below the public address.
    address : Address
        The same, read, with ``event`` as a key of its own.
    atlas : Atlas
    base : str
        The public address of the atlas, without a slash at the end.
    said : bool
        Whether the address says the language itself.
    """
    selection, language = atlas.selection(address.filter), address.view.lang
    event = address.last("event") if page == MAP else None
    if event and not atlas.has_event(event):
        event = None
    url = base + path + (f"?{query}" if query else "")
    picked = [("event", event)] if event else []
    plain = site_url(base, path, [*address.filter.to_pairs(), *picked])
    return About(
        heading(page, selection, event, language),
        _description(page, selection, event, language),
        with_pairs(plain, [("lang", language)] if said else []),
        url,
        _picture_of(atlas, event, base, language)
        if event
        else picture_url(base, address.filter, address.view),
        oembed_url(base, url) if page == MAP else None,
        alternates(plain),
    )


def picture_url(base: str, wanted: EventFilter, view: View) -> str:
    """Return the address of the picture of a filtered view, in the size of a preview."""
    return view_url(base, "/figure.png", wanted, replace(view, size=SIZE, dpi=DPI))


def head_html(about: About, language: str) -> bytes:
    """Return the elements of a head that say it, the title first, and the scripts of Streamlit's pages."""
    script = Markup("\n".join((STATIC / name).read_text(encoding="utf-8") for name in SCRIPTS))
    carried = in_script(CARRIED_KEYS)
    tables = [script_words((WIDGETS,), one) for one in LANGUAGES]
    widgets = in_script([[words[key] for words in tables] for key in tables[0]])
    return part_html(
        "head.html",
        language,
        about=about,
        picture_px=PICTURE_PX,
        script=script,
        carried=carried,
        widgets=widgets,
        locales=LOCALES,
    )


def _description(page: str, selection: Selection, event: str | None, language: str) -> str:
    if page != MAP:
        return say(f"{page}.intro", language, count=selection.count)
    if event:
        told = selection.atlas.event(event)
        words = f"{date_text(told, language)}: {text_of(told, 'summary', language)}"
        return textwrap.shorten(words, LONGEST, placeholder=" …")
    return f"{selection.sentence(language)}. {say('app.tagline', language)}."


def _picture_of(atlas: Atlas, event_id: str, base: str, language: str) -> str:
    """Return the address of a picture of an event: what happened on its days, near its place where it has one."""
    event = atlas.event(event_id)
    title = textwrap.shorten(text_of(event, "title", language), TITLE_LIMIT, placeholder=" …")
    view = View(title=title, lang=language)
    if event["location_precision"] in PLACED and WINDOW.contains(event["lon"], event["lat"]):
        view = replace(
            view, center=(round(float(event["lon"]), 3), round(float(event["lat"]), 3)), zoom=EVENT_ZOOM
        )
    first, last = (event[name].date() for name in ("first_day", "last_day"))
    return picture_url(base, EventFilter(from_date=first, to_date=last), view)
