"""The map of the picture: its marks have the outlines of the style table."""

import shapely

from geo.look import style
from geo.paper.picture.map import outline
from geo.paper.placing import Box


def test_outlines_are_those_of_the_style_table():
    for name in style.SHAPES:
        shape = shapely.Polygon(outline(name))
        assert shape.is_valid
        assert 120 < shape.area < 210
        assert Box(-10.1, -10.1, 10.1, 10.1).holds(Box(*shape.bounds))
    assert outline("square").tolist() == [[-7, -7], [7, -7], [7, 7], [-7, 7]]
    assert outline("triangle").tolist() == [[0, -9], [9, 7], [-9, 7]]
