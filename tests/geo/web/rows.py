"""The events of an offline file, read as its own script reads them."""

import lxml.html

from geo.web.packing import SIGNS


def unrepeated(column) -> list:
    """Read a column in which repeated values stand once."""
    if isinstance(column, list):
        return column
    return [column["values"][SIGNS.index(at) if isinstance(at, str) else at] for at in column["at"]]


def rows_of(file) -> list[dict]:
    """Read the events of a file as its own script does: the table of data, and the rows of a reader without scripts."""
    columns = {name: unrepeated(column) for name, column in file.block("atlas-events")["columns"].items()}
    for row in lxml.html.fromstring(file.text).xpath("//noscript//tr"):
        date, what, place, *korean = row.findall("td")
        told = {
            "id": row.get("id"),
            "date_text": date.text,
            "title": what.findtext("b"),
            "summary": what.findtext("p"),
            "place": place.text,
            "place_ko": korean[0].text if korean else None,
        }
        for name, text in told.items():
            columns.setdefault(name, []).append(text)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
