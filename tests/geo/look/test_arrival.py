"""An address that arrives decorated or bruised is read as it was meant, and one of ours as it is."""

from datetime import date
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.load import load_atlas
from geo.look.address import read_address, view_url
from geo.look.arrival import KNOWN_KEYS, is_bruised, mended, raw_pairs, read_pairs
from geo.look.view import View
from geo.query.filter import EventFilter
from tests.geo.query.test_filter import filters

IDS = load_atlas().boundary_ids
BALLOONS = EventFilter(type=("balloon-launch",))


def wanted(query: str) -> EventFilter:
    """The filter of a query in which nothing is wrong."""
    address = read_address(read_pairs(query), IDS)
    assert address.problems == ()
    return address.filter


@pytest.mark.parametrize(
    "hung_on",
    [
        *("utm_source=newsletter&utm_medium=email", "fbclid=IwAR0", "gclid=x", "msclkid=x", "twclid=x"),
        *("mc_cid=x&mc_eid=y", "igshid=x", "yclid=x", "_ga=2.1&_gl=1*x", "ref=home", "_=1717000000000"),
        *(
            "_x_tr_sl=en",
            "__s=x",
            "_kx=x",
            "srsltid=x",
            "at_medium=x",
            "fb_source=x",
            "mibextid=x",
            "guccounter=1",
        ),
        *(
            "li_fat_id=x",
            "spm=a.b",
            "sfmc_id=x",
            "kakao_from=x",
            "cid=x",
            "__cft__[0]=x",
            "t=1",
            "s=20",
            "_dc=1",
        ),
        *("UTM_Source=x", "amp;utm_source=x", "1717000000000", "NaPm=ct%3Dx", "_hsenc=x&_hsmi=y", "si=x"),
    ],
)
def test_what_others_hang_on_an_address_is_passed_over(hung_on):
    assert wanted(f"type=balloon-launch&{hung_on}") == BALLOONS
    assert wanted(f"{hung_on}&type=balloon-launch") == BALLOONS
    assert wanted(f"type=balloon-launch?{hung_on}") == BALLOONS


def test_no_key_of_ours_is_taken_for_one_that_others_hang_on():
    pairs = [(key, "1") for key in sorted(KNOWN_KEYS)]
    assert mended(pairs) == pairs


@pytest.mark.parametrize(
    "between",
    ["&amp;", "&amp;amp;", "&#38;", "&&", "&AMP;", "%26", "%26amp%3B", "%2526", "?", ";", "&?", "&;"],
)
def test_what_parts_two_terms_may_have_been_escaped_again(between):
    days = wanted(f"from=2024-05-28{between.replace('#', '%23')}to=2024-11-30")
    assert days.to_query() == "from=2024-05-28&to=2024-11-30"


@pytest.mark.parametrize(
    "end",
    [
        ".",
        ")",
        "),",
        ").",
        "]",
        ">",
        "*",
        "**",
        "_",
        "'",
        '"',
        "!",
        "?",
        ";",
        "…",
        "。",
        "」",
        "”)",
        " ",
        "%29",
        "%E2%80%8B",
        "%E2%80%8F",
        "%C2%A0",
        "%A0",
        "%0D%0A",
        "을",
        '"></iframe>',
        "%22%3E%3C/iframe%3E",
        "</a>",
        "%3C%2Fa%3E%20and",
        "%23map",
        "&quot;",
        "&gt;",
        "&quot;&gt;&lt;/iframe&gt;",
        "&nbsp;",
        "%20(via%20a%20chat)",
    ],
)
def test_the_end_of_a_sentence_does_not_belong_to_the_address(end):
    assert wanted(f"type=balloon-launch{end}") == BALLOONS
    assert wanted(f"from=2024-05-28&within_km=5&near=mdl{end}").near == "mdl"
    assert wanted(f"near=mdl&within_km=5{end}").within_km == 5


@pytest.mark.parametrize(
    "query",
    [
        *('type="balloon-launch"', "type='balloon-launch'", "type=“balloon-launch”", "type=[balloon-launch]"),
        *(
            "type=balloon‑launch",
            "type=balloon–launch",
            "type=ｂａｌｌｏｏｎ-launch",
            "type=balloon%252Dlaunch",
        ),
        *("type=balloon_launch", "type=balloon+launch", "type=balloon%20launch", "type=Balloon Launch"),
        *("type=3Dballoon-launch", "type=balloon-=%0D%0Alaunch", "type=balloon-%0A%20launch"),
        *(
            "type%3Dballoon-launch",
            "%3Ftype%3Dballoon-launch",
            "??type=balloon-launch",
            ";type=balloon-launch",
        ),
        *("type%255B%255D=balloon-launch", "&amp;amp;type=balloon-launch", "%C2%A0type=balloon-launch"),
        *(
            "type=balloon-launch&type=",
            "type=balloon-launch&type=balloon-launch",
            "type=balloon-launch&q=&from=&bbox=",
        ),
    ],
)
def test_a_word_is_known_by_its_letters(query):
    assert wanted(query) == BALLOONS


@pytest.mark.parametrize(
    "day",
    [
        *(
            "2024/05/28",
            "20240528",
            "2024.5.28",
            "2024. 5. 28.",
            "2024-5-28",
            "2024년 5월 28일",
            "2024‑05‑28",
        ),
        *("2024-05-28T00:00:00Z", "2024-05-28 09:00", "２０２４-05-28", '"2024-05-28"'),
    ],
)
def test_a_day_whose_year_comes_first_is_read_however_it_is_parted(day):
    assert wanted(f"from={quote(day)}&q=x").from_date == date(2024, 5, 28)
    assert wanted(f"to={quote(day)}").to_date == date(2024, 5, 28)


@pytest.mark.parametrize(
    "day", ["28/05/2024", "05-28-2024", "2024-13-01", "2024-02-30", "2024528", "2024", "yesterday"]
)
def test_a_day_that_may_be_another_is_told_with_the_form_that_is_wanted(day):
    (problem,) = read_address(read_pairs(f"from={quote(day)}"), IDS).problems
    assert (problem.where, problem.wanted) == ("from", "a day as YYYY-MM-DD")


def test_places_may_stand_between_commas():
    assert wanted("place=pyongyang,mdl") == wanted("place=mdl&place=pyongyang")


def test_what_is_no_end_is_not_mended():
    assert read_address(read_pairs("type=balloon-launch.&from=2024-05-28"), IDS).problems


@pytest.mark.parametrize(
    "text", ["Who fired?", "a (b)", "“x”", "1*", "100% sure", "A.", "<b>&amp;</b>", "a?b&c=d"]
)
@pytest.mark.parametrize("key", ["q", "title", "note"])
def test_a_text_keeps_its_last_sign(key, text):
    assert read_pairs(f"{key}={quote(text)}") == [(key, text)]


@pytest.mark.parametrize(
    ("point", "read"),
    [("(37.9,126.6)", "(37.9,126.6)"), ("37.9,126.6).", "37.9,126.6"), ("37°57′21″N 126°40′36″E", None)],
)
def test_a_point_keeps_its_brackets_and_signs(point, read):
    assert read_pairs(f"point={quote(point)}") == [("point", read or point)]


@pytest.mark.parametrize(
    "query",
    [
        "category=maritime,psychological",
        "category=maritime%2Cpsychological,",
        "category[]=maritime&category[]=psychological",
        "category%5B0%5D=maritime&category%5B1%5D=psychological",
        "Category=Maritime&CATEGORY=PSYCHOLOGICAL",
        "category= maritime&category=psychological%E2%80%8B",
    ],
)
def test_several_values_may_be_written_as_others_write_them(query):
    assert wanted(query).category == wanted("category=maritime&category=psychological").category
    assert len(wanted(query).category) == 2


@pytest.mark.parametrize("query", ["near=MDL&within_km=5", "Lang=KO&size=A4-Landscape", "layers=MDL,NLL"])
def test_capitals_are_small_letters_but_in_a_text(query):
    address = read_address(read_pairs(query), IDS)
    assert address.problems == ()
    assert (address.filter, address.view) != (EventFilter(), View())
    assert read_pairs("q=DMZ&title=The+DMZ") == [("q", "DMZ"), ("title", "The DMZ")]


@pytest.mark.parametrize(
    "written",
    [
        "백령도",
        "백령도".encode(),
        "백령도".encode("cp949"),
        quote("백령도"),
        quote("백령도".encode("euc-kr")),
        quote(quote("백령도")),
        "%uBC31%uB839%uB3C4",
    ],
)
def test_hangul_is_read_however_it_was_sent(written):
    query = b"q=" + written if isinstance(written, bytes) else f"q={written}"
    assert read_pairs(query) == [("q", "백령도")]


@pytest.mark.parametrize(
    "number",
    [
        "near=mdl&within_km=1_0",
        "dpi=1_44",
        "center=12_6,37&zoom=9",
        "bbox=1_2,37,127,38",
        "bands=1_0",
        "dpi=144.5",
    ],
)
def test_a_number_is_written_as_numbers_are(number):
    assert read_address(read_pairs(number), IDS).problems


@given(filters(), st.text(max_size=40))
def test_what_we_write_ourselves_is_not_touched(wanted, title):
    view = View(title=" ".join(title.split()), center=(126.5, 37.5), zoom=9.0)
    query = view_url("", "/", wanted, view).partition("?")[2]
    address = read_address(read_pairs(query), IDS)
    assert (address.filter, address.problems) == (wanted, ())
    assert not is_bruised(query)


@given(st.text(alphabet="abtype=&;%26[].,)?ＡtO\u200b연 -_'", max_size=60))
def test_what_is_mended_is_whole(query):
    once = read_pairs(query)
    assert mended(once) == once


@pytest.mark.parametrize(
    ("query", "bruised"),
    [
        ("", False),
        ("type=mine&fbclid=x", False),
        ("type=mine.", True),
        ("Type=mine", True),
        ("from=2024/05/28", True),
        ("q=%B9%E9%B7%C9", True),
    ],
)
def test_only_what_says_something_else_is_bruised(query, bruised):
    assert is_bruised(query) == bruised


def test_nothing_is_mended_before_it_is_asked_to_be():
    assert raw_pairs("a=1.&b=%41") == parse_qsl("a=1.&b=%41")
