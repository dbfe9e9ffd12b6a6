"""The events of an offline file, read as its own script reads them."""

import base64
import gzip
import json

import lxml.html

CHECK = ("checked", "checked_against")


def data_of(file) -> dict:
    """Open the compressed block of a file."""
    ((_, packed),) = file.all("script", id="atlas-data")
    return json.loads(gzip.decompress(base64.b64decode(packed)), parse_constant=_no_json)


def rows_of(file) -> list[dict]:
    """Read the events of a file as its own script does: the block of data, and the rows of a reader without scripts."""
    data = data_of(file)
    rows = [_row(row) for row in lxml.html.fromstring(file.text).xpath("//noscript//tr")]
    checks = [dict(zip(CHECK, data["checks"][place], strict=True)) for place in data["checked"]]
    read = zip(data["events"], rows, checks, strict=True)
    return [_event(event, row, data) | check for event, row, check in read]


def _row(row) -> dict:
    date, what, place, *korean = row.findall("td")
    return {
        "id": row.get("id"),
        "date_text": date.text,
        "title": what.findtext("b"),
        "summary": what.findtext("p"),
        "english": [one.tag for one in (what.find("b"), what.find("p"), place) if one.get("lang") == "en"],
        "place": place.text,
        "place_ko": korean[0].text if korean else None,
        "links": [(link.get("href"), link.text) for link in what.iter("a")],
    }


def _event(event: dict, row: dict, data: dict) -> dict:
    cited = list(dict.fromkeys(report for _, _, report in event["sources"]))
    links = dict(zip(cited, row["links"], strict=True))
    sources = []
    for role, voice, report in event["sources"]:
        title, language, published = data["reports"][report]
        url, publisher = links[report]
        known = {"publisher": publisher, "url": url, "published": published, "language": language}
        sources.append({"role": role, "title": title, **known, "voice": voice})
    measured = [] if event["measured"] is None else data["measured"][event["measured"]]
    distances = dict(zip((target["to"] for target in data["targets"]), measured, strict=False))
    return {**row, **event, "sources": sources, "distances": distances}


def _no_json(text: str):
    raise ValueError(f"{text} is not JSON")
