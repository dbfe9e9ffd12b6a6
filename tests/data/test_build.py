"""The committed files are what the scripts in data/build/ make, and what datapackage.json says."""

import csv
import hashlib
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from shapely.geometry import shape

DATA = Path(__file__).parents[2] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
TOLERANCE_DEG = 2e-6  # two steps of the last decimal: other builds of GEOS and PROJ may round the other way
PLACE_TOLERANCE_DEG = 2e-3  # areas are thinned by more than that; another GEOS may keep another vertex


@pytest.fixture
def script(monkeypatch):
    """Import a script of data/build/ by name, as it runs from there."""
    monkeypatch.syspath_prepend(DATA / "build")

    def load(name):
        spec = importlib.util.spec_from_file_location(f"build_{name}", DATA / "build" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    yield load
    for name in ("features", "waters", "areas", "provinces", "romanize"):
        sys.modules.pop(name, None)


def committed(name):
    collection = json.loads((DATA / "boundaries" / name).read_text(encoding="utf-8"))
    return {feature["id"]: feature for feature in collection["features"]}


@pytest.mark.parametrize(("name", "file"), [("published", "published.geojson"), ("zones", "osm.geojson")])
def test_a_derived_boundary_is_what_its_script_makes(script, name, file):
    held = committed(file)
    made = {feature["id"]: feature for feature in script(name).build()}
    extracted = set(script(name).EXTRACTED) if name == "zones" else set()
    assert set(made) | extracted == set(held)
    for key, feature in made.items():
        assert feature["properties"] == held[key]["properties"], key
        same = shape(feature["geometry"]).equals_exact(shape(held[key]["geometry"]), TOLERANCE_DEG)
        assert same, f"{key}: run data/build/{name}.py"


def test_a_line_that_needs_a_download_has_the_korean_texts_of_the_table(script):
    with (DATA / "build" / "boundaries_ko.csv").open(encoding="utf-8", newline="") as file:
        told = {row.pop("id"): row for row in csv.DictReader(file)}
    held = committed("osm.geojson") | committed("published.geojson")
    assert set(told) == set(held)
    for key in script("zones").EXTRACTED:
        assert told[key].items() <= held[key]["properties"].items(), key


def test_the_gazetteer_is_what_its_script_makes(script):
    for path, made in script("places").build().items():
        held = {f["id"]: f for f in json.loads(path.read_text(encoding="utf-8"))["features"]}
        assert list(held) == [feature["id"] for feature in made], "run data/build/places.py"
        for feature in made:
            key = feature["id"]
            assert feature["properties"] == held[key]["properties"], f"{key}: run data/build/places.py"
            far = shape(feature["geometry"]).hausdorff_distance(shape(held[key]["geometry"]))
            assert far < PLACE_TOLERANCE_DEG, f"{key}: run data/build/places.py"


def test_the_romanizations_are_what_their_script_makes(script):
    assert (DATA / "romanized.csv").read_text(encoding="utf-8") == script("spellings").render(), (
        "run data/build/spellings.py"
    )


def test_the_korean_name_of_a_city_is_the_one_that_its_latin_name_romanizes(script):
    romanize = script("romanize")
    cities = json.loads((DATA / "basemap" / "cities.geojson").read_text(encoding="utf-8"))["features"]
    own = [city["properties"] for city in cities if city["properties"]["name_ko_source"] != "GeoNames"]
    assert len(own) == 10
    for city in own:
        plain = romanize.mccune_reischauer(city["name_ko"]).translate(str.maketrans("ŏŭ", "ou", "'"))
        written = romanize.revised(city["name_ko"]) if city["country"] == "KR" else plain
        assert written == city["name"].lower(), city


@pytest.mark.parametrize(
    ("hangul", "revised", "mccune_reischauer", "dprk"),
    [
        ("백령", "baengnyeong", "paengnyŏng", "paengnyong"),
        ("평양", "pyeongyang", "p'yŏngyang", "phyongyang"),
        ("신의주", "sinuiju", "sinŭiju", "sinuiju"),
        ("압록", "amnok", "amnok", "amnok"),
        ("독립문", "dongnimmun", "tongnimmun", "tongnimmun"),
        ("만리경", "malligyeong", "malligyŏng", "malligyong"),
        ("판문점", "panmunjeom", "p'anmunjŏm", "phanmunjom"),
        ("설악", "seorak", "sŏrak", "sorak"),
    ],
)
def test_a_name_is_written_by_the_rules_of_each_system(script, hangul, revised, mccune_reischauer, dprk):
    romanize = script("romanize")
    assert romanize.revised(hangul) == revised
    assert romanize.mccune_reischauer(hangul) == mccune_reischauer
    assert romanize.dprk(hangul) == dprk


@pytest.mark.parametrize("resource", PACKAGE["resources"], ids=lambda resource: resource["name"])
def test_the_data_package_knows_size_and_hash_of_a_file(resource):
    content = (DATA / resource["path"]).read_bytes()
    cure = "run data/build/datapackage.py"
    assert resource["bytes"] == len(content), cure
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}", cure


@pytest.mark.parametrize("resource", PACKAGE["resources"], ids=lambda resource: resource["name"])
def test_the_data_package_tells_licence_source_and_accuracy_of_a_file(resource):
    wanted = {"title", "title_ko", "format", "mediatype", "licenses", "sources", "description", "accuracy_m"}
    assert wanted <= set(resource)


def test_the_data_package_names_every_data_file():
    files = [*DATA.glob("*.csv"), *DATA.glob("*.schema.json"), *DATA.glob("*/*.geojson")]
    assert {path.relative_to(DATA).as_posix() for path in files} == {r["path"] for r in PACKAGE["resources"]}


def test_the_data_package_is_what_its_script_makes(script):
    assert script("datapackage").build() == PACKAGE


@pytest.mark.parametrize("folder", ["build", "boundaries", "basemap", "places"])
def test_no_registry_and_no_machine_path_stands_in_the_data(folder):
    for path in (DATA / folder).glob("*.*"):
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("/home/", "/work/", "/tmp/", "pypi.", "registry.")), (
            path.name
        )


def test_the_reports_are_lost_neither_in_the_table_nor_in_flat_columns(script):
    module = script("reports")
    events, held = module.read(module.EVENTS), module.read(module.REPORTS)
    flat = module.flat(events, held)
    again_events, again = module.split(flat)
    assert again_events == events
    kept = ("event", "role", *module.PARTS)
    told = [tuple(report[name] for name in kept) for report in held]
    back = [tuple(report[name] for name in kept) for report in again]
    assert set(back) <= set(told)
    # Of more reports than flat columns hold, the first go along.
    limit = {"says": 2, "answers": 1, "denies": 1}
    per_role = Counter(report[:2] for report in told)
    assert Counter(report[:2] for report in back) == {
        key: min(count, limit[key[1]]) for key, count in per_role.items()
    }
    assert module.flat(again_events, again) == flat


def test_every_report_is_of_an_event_and_every_event_has_one_that_says_so(script):
    module = script("reports")
    ids = {event["id"] for event in module.read(module.EVENTS)}
    held = module.read(module.REPORTS)
    assert {report["event"] for report in held} == ids
    assert {report["event"] for report in held if report["role"] == "says"} == ids


@pytest.mark.parametrize(
    ("address", "day", "language"),
    [
        ("https://en.yna.co.kr/view/AEN20090613003400315", "2009-06-13", "en"),
        ("https://www.koreaherald.com/view.php?ud=20230926000815", "2023-09-26", "en"),
        ("http://world.kbs.co.kr/service/news_view.htm?Seq_Code=10675&lang=i", "", "id"),
        ("https://www.seoul.co.kr/news/2009/06/14/20090614001", "2009-06-14", "ko"),
        ("https://example.org/12345678/20091340", "", ""),
    ],
)
def test_an_address_tells_day_and_language_only_where_it_is_certain(script, address, day, language):
    module = script("reports")
    row = dict.fromkeys(module.FLAT, "") | {"id": "x", "date": "2009-06-13", "responds_to_said_by": ""}
    row |= {"source_title": "T", "source_publisher": "P", "source_url": address}
    _, (report,) = module.split([row])
    assert (report["published"], report["language"], report["voice"]) == (day, language, "")
