"""The code of an address, and none where there is no room for one."""

import pytest

from geo.paper.qr import qr_of


@pytest.mark.parametrize(("signs", "has_code"), [(10, True), (2_900, True), (3_000, False), (20_000, False)])
def test_an_address_has_a_code_as_long_as_one_can_hold_it(signs, has_code):
    assert (qr_of("https://atlas.example/?q=" + "a" * (signs - 25)) is not None) == has_code
