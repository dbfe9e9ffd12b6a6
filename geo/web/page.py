"""What the pages without Streamlit share: templates, the words of a card, and what of a view shows on a page.

What is foreign becomes HTML by autoescape and JSON by `script_json`, nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

import jinja2
from markupsafe import Markup, escape

from geo.atlas.metadata import CONTRIBUTORS, LICENCE_NAME, citation
from geo.atlas.selection import Selection
from geo.catalogue import codebook, reports
from geo.catalogue.units import counted
from geo.errors import Problem
from geo.look.address import language_pairs, map_url, view_url
from geo.look.view import View
from geo.query.filter import EventFilter
from geo.query.reading import Pairs
from geo.query.urls import site_url, with_pairs
from geo.web.assets import STATIC, asset_url
from geo.web.distance import distance_of
from geo.words.harmless import script_json
from geo.words.table import LANGUAGES, Worded, say

VIEW_KEYS = ("title", "note", "layers", "center", "zoom", "legend", "lang", "distance", "bands", "at")
"""What of a view shows on a page. The others are of pictures: they are read, so that one address serves every
output, and leave the page as it is."""
TABS = ("map", "escalation", "measure", "briefing", "data", "sources")
"""The pages by their addresses, in the order of the navigation."""
LABELS = ("category", "type", "initiator", "location_precision", "confidence", "deaths_of")
REPORT_LABELS = ("role", "language", "voice")
"""The vocabularies of a card: of the event, and of its reports."""


def page_view(view: View) -> View:
    """Return a view with what is of no use on a page set to its default."""
    return View(**{key: getattr(view, key) for key in VIEW_KEYS})


def page_html(
    template: str,
    selection: Selection,
    view: View,
    base: str,
    config: dict[str, Any],
    said: bool = False,
    **more: Any,
) -> bytes:
    """Return a page: what a template makes of a selection, its view and what only this page has.

    ``full`` is the map page with the same rows and view; to the scripts it goes without the view, which they add.

    Parameters
    ----------
    template : str
        Name of a file in ``static``.
    selection : Selection
    view : View
    base : str
        The public address of the atlas, without a slash at the end.
    config : dict
        What ``static/page.js`` has to know beside the view and the words of a card.
    said : bool
        Whether the address says the language, so that the ways from here say it too.
    **more
        Further values of the template.
    """
    spoken = language_pairs(view.lang, said)
    full = map_url(base, selection.wanted, view)
    config = {
        **config,
        "layers": view.layers,
        "legend": view.legend,
        "distance": distance_of(view),
        "view": [view.center[1], view.center[0], view.zoom] if view.center else None,
        "at": str(view.at) if view.at else None,
        "labels": {
            name: {value: codebook.label(name, value, view.lang) for value in codebook.vocabulary(name)}
            for name in LABELS
        }
        | {name: reports.labels(name, view.lang) for name in REPORT_LABELS}
        | {"units": counted(view.lang)},
        "full": with_pairs(map_url(base, selection.wanted, View()), spoken),
        "home": site_url(base),
        "cite": citation(selection.atlas.data_version, "{what}", "{url}", view.lang),
    }
    text = _templates().get_template(template)
    sentence, permalink = selection.sentence(view.lang), with_pairs(selection.permalink(base), spoken)
    return text.render(
        selection=selection,
        view=view,
        say=partial(say, language=view.lang),
        marked=partial(_marked, language=view.lang),
        sentence=sentence,
        searched=selection.searched(view.lang),
        nearly=[_offered(selection, near, view, base, spoken) for near in selection.nearly],
        heading=view.title or sentence,
        metadata=selection.metadata(base, view.lang),
        full=with_pairs(full, spoken),
        permalink=permalink,
        citation=citation(selection.atlas.data_version, sentence, permalink, view.lang),
        contributors=CONTRIBUTORS,
        licence_name=LICENCE_NAME,
        csv=selection.permalink(base, "/api/events.csv"),
        config=in_script(config),
        **more,
    ).encode()


def _offered(
    selection: Selection, near: EventFilter, view: View, base: str, spoken: Pairs
) -> tuple[str, str]:
    """Return what a search may have meant, in words, and the address of the light map of it."""
    count = selection.atlas.selection(near).count
    told = say("filter.offered", view.lang, words=near.q, count=count)
    return told, with_pairs(view_url(base, "/embed", near, view), spoken)


def refused_html(problems: Iterable[Problem], base: str, language: str, spoken: Pairs = ()) -> bytes:
    """Return the page that says in a frame why there is no map.

    Parameters
    ----------
    problems : iterable of Problem
        What of them is not `Worded` is English, which the page says where it is in another language.
    base : str
        The public address of the atlas, without a slash at the end.
    language : str
    spoken : iterable of (str, str)
        What addresses have to say to go on in this language.
    """
    home, style = site_url(base, "/", spoken), asset_url("page.css")
    return part_html("refused.html", language, problems=problems, home=home, style=style)


def no_page_html(path: str, base: str, language: str, spoken: Pairs = ()) -> bytes:
    """Return the page that says that there is none at a path, with the way to those that there are; see `refused_html`."""
    pages = [(name, site_url(base, "/" if name == "map" else f"/{name}", spoken)) for name in TABS]
    return part_html("no_page.html", language, path=path, pages=pages, style=asset_url("page.css"))


def part_html(template: str, language: str, **values: Any) -> bytes:
    """Return a page without a map, or a part of a page: what a template makes of its values."""
    words = {"say": partial(say, language=language), "marked": partial(_marked, language=language)}
    text = _templates().get_template(template)
    return text.render(language=language, Markup=Markup, **words, **values).encode()


def _marked(key: str, language: str, **values: str) -> Markup:
    """Return the words of a key as HTML; values in them that are no words of ours are English whatever the language."""
    span = Markup("{}" if language == LANGUAGES[0] else '<span lang="en">{}</span>')
    told = {
        name: escape(say(value.key, language, **value.values))
        if isinstance(value, Worded)
        else span.format(value)
        for name, value in values.items()
    }
    return Markup(say(key, language, **told))


def in_script(value: Any) -> Markup:
    """Return a value as JSON that stands in a script element."""
    return Markup(script_json(value))


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(STATIC),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
