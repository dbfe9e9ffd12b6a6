"""The names on the map of the slide."""

from pptx.enum.shapes import MSO_SHAPE_TYPE

from geo.look.labels import LABELS
from tests.geo.paper.slides.parsed import BALLOONS, slides


def test_no_name_covers_another():
    page = slides(BALLOONS)[0]
    known = {label.text for label in LABELS} | {
        "Seoul",
        "Pyongyang",
        "Haeju",
        "Nampo",
        "Incheon",
        "Kaesong",
    }
    boxes = [
        shape
        for shape in page.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.TEXT_BOX and shape.text_frame.text in known
    ]
    assert len(boxes) >= 8
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )
            assert apart, (one.text_frame.text, other.text_frame.text)
