"""Take the reports out of a flat catalogue into a table of their own, or write the flat catalogue again.

    python data/build/reports.py                 # splits events.csv where it has flat columns: events.csv, reports.csv
    python data/build/reports.py --flat OUT.csv  # writes both as one flat file

Nothing that stands in the flat columns is lost. What an address, a title or a publisher says by itself of the day, the
language and the voice of a report is added; elsewhere these stay empty. Needs no download; run datapackage.py after it.
"""

import csv
import io
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from features import DATA

EVENTS, REPORTS = DATA / "events.csv", DATA / "reports.csv"
PLACES = {"source": "says", "source2": "says", "responds_to": "answers", "counterclaim": "denies"}
"""What a flat column begins with, and the role of its report; in the order in which reports are told."""
PARTS = ("title", "publisher", "url")
FLAT = [f"{prefix}_{part}" for prefix in PLACES for part in PARTS]

_DAYS = (
    re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)"),
    re.compile(r"(?:[/=_]|AEN|AKR|NISX|/A|/kuk)((?:19|20)\d\d)(\d\d)(\d\d)(?=\d*[A-Z]?(?:[-/_.?&]|$))"),
    re.compile(r"-id[A-Z]+\w*?((?:19|20)\d\d)(\d\d)(\d\d)(?=$|\?)"),
)
"""Where the address of a report tells the day on which it was published."""
_LANGUAGES = (
    ("id", r"kbs\.co\.kr.*[?&]lang=i(?:&|$)"),
    ("ja", r"kbs\.co\.kr.*[?&]lang=j(?:&|$)|donga\.com/jp/"),
    ("es", r"kbs\.co\.kr.*[?&]lang=s(?:&|$)"),
    ("de", r"kbs\.co\.kr.*[?&]lang=g(?:&|$)|//de\."),
    ("fr", r"kbs\.co\.kr.*[?&]lang=f(?:&|$)|//fr\."),
    ("ar", r"kbs\.co\.kr.*[?&]lang=a(?:&|$)"),
    ("zh", r"donga\.com/cn/"),
    ("en", r"[?&]lang=e(?:ng)?(?:&|$)|//(?:m-)?(?:en|english)\.|/(?:en|eng|english)/|_eng_"),
    (
        "en",
        r"//(?:[a-z0-9]+\.)*(?:koreaherald|koreatimes|koreatimesus|koreajoongangdaily\.joins|nknews|reuters|upi|cnn|nti"
        r"|globalsecurity|latimes|washingtontimes|washingtonpost|aljazeera|straitstimes|channelnewsasia|spacewar|scmp"
        r"|dw|stripes|abcnews\.go|chicagotribune|usatoday|csmonitor|cbsnews|time|military|japantimes|abc13)\.com?\b",
    ),
    (
        "en",
        r"//(?:[a-z0-9]+\.)*(?:fas\.org|state\.gov|irishexaminer\.com|independent\.co\.uk|news\.bbc\.co\.uk|mb\.com\.ph"
        r"|iaea\.org|thejournal\.ie|trtworld\.com|globaltimes\.cn|chinadaily\.com\.cn|shine\.cn|38north\.org"
        r"|business-standard\.com|france24\.com/en|tribune\.net\.ph|citynews\.ca|globalnews\.ca|asiaone\.com)\b",
    ),
    (
        "ko",
        r"//(?:[a-z0-9]+\.)*(?:joongang\.co\.kr|news\.kbs\.co\.kr|kmib\.co\.kr|seoul\.co\.kr|news\.sbs\.co\.kr|jtbc\.joins\.com"
        r"|hankyung\.com|hankookilbo\.com|imaeil\.com|mbn\.co\.kr|edaily\.co\.kr|segye\.com|kukinews\.com|khan\.co\.kr"
        r"|newspim\.com|etoday\.co\.kr|v\.daum\.net|mt\.co\.kr|newsis\.com|voakorea\.com|donga\.com/news)\b",
    ),
)
"""Language, and the addresses that are in it; the first that fits."""
_HANGUL = re.compile("[가-힣]")
_VOICES = {
    "dprk": r"^(?:KCNA|Uriminzokkiri|Rodong Sinmun|The Pyongyang Times)\b|\(KCNA(?: text)?\)",
    "rok": r"^(?:ROK (?:Ministry|National Intelligence)|Republic of Korea Navy|Korea\.net)",
    "us": r"^(?:US Department of (?:State via|Defense)|The White House|US Embassy)",
    "unc": r"^United Nations Command|\(UNC MAC list\)",
}
"""Party, and publishers that say nothing but its word."""


def split(rows: list[dict[str, str]]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the rows of a flat catalogue without their reports, and the rows of the table of these.

    Day and language are empty where nothing tells them for certain, and so is the voice.
    """
    events = [{name: cell for name, cell in row.items() if name not in FLAT} for row in rows]
    listed = [
        (row, role, report)
        for row in rows
        for prefix, role in PLACES.items()
        for report in [{part: row[f"{prefix}_{part}"] for part in PARTS}]
        if report["url"]
    ]
    # One address is one report, whichever events cite it: what is known of it is known in all of them.
    days: dict[str, str] = {}
    languages: dict[str, str] = {}
    for row, _, report in listed:
        days[report["url"]] = days.get(report["url"]) or _day(report["url"], row)
        languages[report["url"]] = languages.get(report["url"]) or _language(report)
    reports = [
        {
            **{"event": row["id"], "role": role, **report},
            **{"published": days[report["url"]], "language": languages[report["url"]]},
            "voice": _voice(row, role, report),
        }
        for row, role, report in listed
    ]
    return events, reports


def flat(events: list[dict[str, str]], reports: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows of a flat catalogue: `split` the other way round, for as many reports as flat columns hold."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for report in reports:
        found.setdefault((report["event"], report["role"]), []).append(report)
    rows = []
    for event in events:
        row = event | dict.fromkeys(FLAT, "")
        for prefix, role in PLACES.items():
            at = 1 if prefix == "source2" else 0
            for report in found.get((event["id"], role), ())[at : at + 1]:
                row |= {f"{prefix}_{part}": report[part] for part in PARTS}
        rows.append(row)
    return rows


def _voice(event: dict[str, str], role: str, report: dict[str, str]) -> str:
    if role == "answers" and event["responds_to_said_by"] == "actor" and event["initiator"] != "other":
        # The side that acted gives this reason itself; "other" would name nobody.
        return event["initiator"]
    return next((party for party, names in _VOICES.items() if re.search(names, report["publisher"])), "")


def _day(url: str, event: dict[str, str]) -> str:
    path = urlsplit(url)._replace(scheme="", netloc="").geturl()
    for found in (match for pattern in _DAYS for match in pattern.finditer(path)):
        try:
            day = date(*map(int, found.groups()))
        except ValueError:
            continue
        # An announcement comes before its event, by weeks; what lies farther off is a number and no day.
        if date.fromisoformat(event["date"]) - timedelta(60) <= day <= date(2026, 12, 31):
            return day.isoformat()
    return ""


def _language(report: dict[str, str]) -> str:
    if _HANGUL.search(report["title"]) or _HANGUL.search(unquote(report["url"])):
        return "ko"
    return next((language for language, pattern in _LANGUAGES if re.search(pattern, report["url"])), "")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def main(arguments: list[str]) -> None:
    rows = read(EVENTS)
    if arguments[:1] == ["--flat"]:
        write(Path(arguments[1]), flat(rows, read(REPORTS)))
    elif "source_url" in rows[0]:
        events, reports = split(rows)
        write(REPORTS, reports)
        write(EVENTS, events)


if __name__ == "__main__":
    main(sys.argv[1:])
