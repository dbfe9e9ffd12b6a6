"""The distance layer on the pages without Streamlit: by address in the embed, inside the file only where it is asked for."""

from tests.geo.web.rows import data_of, rows_of
from tests.geo.web.test_embed import CLIENT, Parsed, get


def test_the_distance_layer_reaches_the_map():
    _, config = get("/embed?distance=nll&bands=3,12&type=tunnel")
    assert config["distance"] == {"line": "nll", "km": [3, 12]}
    bands = CLIENT.get(f"{config['urls']['bands']}?id=nll&km=3,12").json()
    assert len(bands["features"]) == 2
    nearest = CLIENT.get(f"{config['drawn']['nearest']}&id=nll&km=3,12").json()
    assert nearest["filter"] == "type=tunnel"
    _, config = get("/embed")
    assert config["distance"] is None


def test_the_file_carries_the_distance_layer_only_where_its_address_asks_for_it():
    plain, config = get("/map.html?type=tunnel")
    assert config["lines"] == []
    assert not {"bands", "nearest"} & set(data_of(plain)["layers"])
    answer = CLIENT.get("/map.html?distance=mdl")
    assert len(answer.content) < 2_000_000
    file = Parsed(answer.text)
    assert file.block("atlas-config")["lines"] == ["mdl"]
    layers = data_of(file)["layers"]
    assert [band["properties"]["within_km"] for band in layers["bands"]["features"]] == [5, 10, 20, 40]
    rows = layers["nearest"]
    ids = [row["id"] for row in rows_of(file)]
    columns = CLIENT.get("/api/nearest.json?id=mdl").json()["columns"]
    assert [key for key, row in zip(ids, rows, strict=True) if row] == columns["id"]
    assert [row[2:] for row in rows if row] == [
        list(bands) for bands in zip(*(columns[name] for name in ("band", "first", "last")), strict=True)
    ]
