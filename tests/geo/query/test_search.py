"""The search: the same rows however a text is written, names in their other spellings, phrases, exclusions, dates."""

import csv
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.load import load_atlas
from geo.atlas.nearly import nearly
from geo.catalogue import codebook
from geo.query.columns import folded
from geo.query.filter import EventFilter
from geo.query.search import SPELLINGS_PATH, read_search, search_condition
from geo.snapshot.columns import KIND_WORDS_PATH, KINDS

ATLAS = load_atlas()
BOMBARDMENT = "2010-11-23-bombardment-of-yeonpyeong"


def found(text: str) -> list[str]:
    return list(ATLAS.selection(EventFilter(q=text)).rows.index)


@pytest.mark.parametrize(
    "alike",
    [
        ("People's", "People’s", "Peoplesʼ", "peoples"),
        (
            "Kim Jong Un",
            "Kim Jong-un",
            "Kim Jong‑un",
            "KIM  JONG–UN",
            "김정은",
            "Kim Chong-un",
        ),
        ("Hwasong-17", "Hwasong‑17", "Hwasong 17", "hwasong–17", "Hwasong−17"),
        ("DMZ", "ＤＭＺ", "dmz", "Demilitarized Zone", "비무장지대"),
        (
            "Baengnyeong",
            "Baengnyeong-do",
            "Baengnyeongdo",
            "Baengnyeong Island",
            "Paengnyong",
            "Paengnyŏng-do",
            "백령도",
        ),
        ("Kaesong", "Gaeseong", "Kaesŏng", "KAESŎNG", "개성"),
        ("Pyongyang", "P’yŏngyang", "Pyeongyang", "평양"),
        ("UAV", "drone", "무인기"),
        ("연평도", unicodedata.normalize("NFD", "연평도")),
    ],
)
def test_what_is_alike_finds_the_same_rows(alike):
    rows = found(alike[0])
    assert rows
    for text in alike:
        assert found(text) == rows, text


@pytest.mark.parametrize(
    ("column", "value"), [(column, value) for column in KINDS for value in codebook.vocabulary(column)]
)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_kind_is_found_by_its_label(column, value, language):
    label = codebook.label(column, value, language)
    events = ATLAS.events
    assert set(events.index[events[column] == value]) <= set(found(f'"{label}"'))


def test_balloons_are_found_in_korean():
    events = ATLAS.events
    assert set(events.index[events["type"] == "balloon-launch"]) <= set(found("풍선"))


def test_a_kind_is_found_by_what_people_call_it():
    assert BOMBARDMENT in found("Yeonpyeong shelling")
    assert BOMBARDMENT in found("연평도 포격")


def test_a_year_is_a_date_and_not_a_word():
    rows = ATLAS.events.loc[found("Yeonpyeong 2010")]
    assert BOMBARDMENT in rows.index
    assert (rows["first_day"] <= "2010-12-31").all()
    assert (rows["last_day"] >= "2010-01-01").all()
    assert len(found('Yeonpyeong "2010"')) != len(rows)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2010", (date(2010, 1, 1), date(2010, 12, 31))),
        ("2010년", (date(2010, 1, 1), date(2010, 12, 31))),
        ("2010-11", (date(2010, 11, 1), date(2010, 11, 30))),
        ("November 2010", (date(2010, 11, 1), date(2010, 11, 30))),
        ("nov. 2010", (date(2010, 11, 1), date(2010, 11, 30))),
        ("2010년 11월", (date(2010, 11, 1), date(2010, 11, 30))),
        ("2010-11-23", (date(2010, 11, 23),) * 2),
        ("23 November 2010", (date(2010, 11, 23),) * 2),
        ("November 23, 2010", (date(2010, 11, 23),) * 2),
        ("2010년 11월 23일", (date(2010, 11, 23),) * 2),
        ("2010.11.23", (date(2010, 11, 23),) * 2),
    ],
)
def test_a_date_is_read_as_it_is_written(text, days):
    (one,) = read_search(text)
    assert one.days == days


@pytest.mark.parametrize("text", ["2010-13", "2010-02-30", "1492", "20101", '"2010"', "x2010"])
def test_what_is_no_date_is_searched_as_words(text):
    assert all(one.days is None for one in read_search(text))


def test_a_phrase_stands_together():
    assert set(found('"Kim Jong Un"')) < set(found("Kim Jong Un"))
    assert set(found('"live fire"')) < set(found("live fire"))
    assert found("“live fire”") == found('"live-fire"') == found('"live fire"')


@pytest.mark.parametrize("minus", ["-", "−", "－"])
def test_what_is_excluded_is_not_found(minus):
    with_it, without = set(found("balloon leaflet")), set(found(f"balloon {minus}leaflet"))
    assert not with_it & without
    assert with_it | without == set(found("balloon"))
    assert set(found(f'{minus}"live fire"')) == set(ATLAS.events.index) - set(found('"live fire"'))
    assert set(found("Yeonpyeong -2010")) == set(found("Yeonpyeong")) - set(found("2010"))


def test_a_dash_within_a_word_excludes_nothing():
    assert found("live-fire") == found("live fire")


@pytest.mark.parametrize("text", ["-", "’", '""', "“ ”", "...", "- -"])
def test_a_text_that_asks_for_nothing_hides_nothing(text):
    assert search_condition(text) is None
    assert len(found(text)) == len(ATLAS.events)


def test_short_words_and_numbers_are_not_parts_of_others():
    assert [one.spellings for one in read_search("UN 17 missil")] == [(" un ",), (" 17 ",), ("missil",)]


@given(st.text(max_size=80))
def test_what_is_folded_is_folded_for_good(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=80))
def test_any_text_can_be_searched_for(text):
    assert all(one.days or all(one.spellings) for one in read_search(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Yeonpyung", "yeonpyong"),
        ("baloon", "balloon"),
        ("missle test", "missile test"),
        ("Missle-tset 2017", "missile-test 2017"),
        ('"baloon launch" -leaflet', '"balloon launch" -leaflet'),
    ],
)
def test_what_nearly_matched_is_offered_and_it_is_said_what_was_searched(typed, meant):
    selection = ATLAS.selection(EventFilter(q=typed))
    assert meant in [near.q for near in selection.nearly]
    assert selection.hint().startswith("Searched in titles")
    assert meant in selection.hint()
    about = selection.metadata("http://atlas.test")
    assert meant in about.filter_text
    assert "Searched" not in about.citation
    assert "제목" in selection.hint("ko")


def test_what_is_offered_finds_something_under_the_same_filter():
    wanted = EventFilter(q="baloon", type=("balloon-launch",), from_date=date(2024, 1, 1))
    offered = nearly(ATLAS, wanted)
    assert offered
    for near in offered:
        assert replace(near, q="") == replace(wanted, q="")
        assert ATLAS.selection(near).count
    # Spelled one way or another, it is one search.
    assert [ATLAS.selection(near).count for near in nearly(ATLAS, EventFilter(q="Yeonpyung"))].count(
        len(found("Yeonpyeong"))
    ) == 1
    # There were no balloons on that day, however they are spelled.
    assert (
        nearly(ATLAS, EventFilter(q="baloon", from_date=date(1953, 7, 27), to_date=date(1953, 7, 27))) == ()
    )


def test_a_search_that_found_something_offers_nothing():
    selection = ATLAS.selection(EventFilter(q="balloon"))
    assert (selection.hint(), selection.searched(), selection.nearly) == ("", "", ())
    assert nearly(ATLAS, EventFilter(q="balloon zzqqzz")) == ()


def test_the_tables_name_kinds_that_there_are_and_no_spelling_twice():
    with KIND_WORDS_PATH.open(encoding="utf-8", newline="") as file:
        rows = [(row["column"], row["value"]) for row in csv.DictReader(file)]
    assert rows == [(column, value) for column in KINDS for value in codebook.vocabulary(column)]
    with SPELLINGS_PATH.open(encoding="utf-8", newline="") as file:
        names = [
            folded(name)
            for row in csv.DictReader(file)
            for name in set(map(folded, row["spellings"].split(";")))
        ]
    doubled = {name for name in names if names.count(name) > 1}
    # The Yellow Sea is the West Sea, and Hwanghae a province too.
    assert doubled <= {"서해", "황해"}


# Revised Romanization, McCune-Reischauer, as the North writes, Hangul; what some texts have beside them.
PLACES = """\
Kaesong|Gaeseong|Kaesŏng|개성
Baengnyeong|Baengnyeong-do|Baengnyeongdo|Paengnyŏng|Paengnyong|백령|백령도
Yeonpyeong|Yeonpyeong-do|Yŏnp'yŏng|Yŏnpyŏng|Yonphyong|연평|연평도
Pyongyang|Pyeongyang|P'yŏngyang|P’yŏngyang|Phyongyang|평양
Panmunjom|Panmunjeom|P'anmunjŏm|Phanmunjom|판문점
Daecheong|Taech'ŏng|Taechong|대청|대청도
Socheong|Soch'ŏng|Sochong|소청|소청도
Gyodong|Kyodong|Gyodong-do|교동|교동도
Wonsan|Wŏnsan|원산
Sunan|순안
Paju|P'aju|Phaju|파주
Cheorwon|Ch'ŏrwŏn|Chorwon|철원
Yeoncheon|Yŏnch'ŏn|Yonchon|연천
Goseong|Kosŏng|Kosong|고성
Gimpo|Kimp'o|Kimpho|김포
Sinpo|Sinp'o|Sinpho|신포
Nampo|Namp'o|Nampho|남포
Gangneung|Kangnŭng|Kangnung|강릉
Sokcho|Sokch'o|속초
Chongjin|Cheongjin|Ch'ŏngjin|청진
Yongbyon|Yeongbyeon|Yŏngbyŏn|영변
Hamhung|Hamheung|Hamhŭng|함흥
Punggye-ri|Punggyeri|P'unggye-ri|Phunggye-ri|풍계리
Tongchang-ri|Dongchang-ri|Tongch'ang-ri|동창리
Musudan-ri|Musudan|무수단|무수단리
Kaechon|Gaecheon|Kaech'ŏn|개천
Sukchon|Sukcheon|Sukch'ŏn|숙천
Sondok|Seondeok|Sŏndŏk|선덕
Hwangju|황주
Haeju|해주
Sariwon|Sariwŏn|사리원
Pocheon|P'och'ŏn|Phochon|포천
Inje|인제
Ulleung|Ullŭng|Ulleungdo|울릉도
Jangsan|Changsan|Jangsangot|장산곶
Kittaeryong|Gitdaeryeong|Kittaeryŏng|깃대령
Ryongyon|Ryongyeon|Ryongyŏn|Yongyeon|룡연|용연
""".splitlines()
PEOPLE = """\
Kim Jong Un|Kim Jong-un|Kim Jongun|Kim Jŏngŭn|Kim Chŏng-ŭn|Gim Jeongeun|Kim Jeong-eun|김정은
Kim Yo Jong|Kim Yo-jong|Kim Yŏjŏng|Kim Yŏ-chŏng|Gim Yeojeong|김여정
Kim Jong Il|Kim Jong-il|Kim Chŏngil|Gim Jeong-il|김정일
Kim Il Sung|Kim Il-sung|Kim Ilsŏng|Gim Ilseong|김일성
Moon Jae-in|Mun Jaein|Mun Chae-in|문재인
Yoon Suk Yeol|Yoon Suk-yeol|Yoon Seok-yeol|Yun Sŏgyŏl|Yun Seogyeol|윤석열
Lee Jae-myung|Yi Jaemyeong|Yi Chae-myŏng|이재명
Park Chung-hee|Bak Jeonghui|Pak Chŏng-hŭi|박정희
Kim Dae-jung|Kim Daejung|Kim Taejung|Gim Dae-jung|김대중
Pak Jong Chon|Park Jeong-cheon|Pak Chŏngch'ŏn|Bak Jeongcheon|박정천
Kim Yong Chol|Kim Yeong-cheol|Kim Yŏngch'ŏl|Gim Yeongcheol|김영철
Hwang Pyong So|Hwang Byeongseo|Hwang Pyŏng-sŏ|황병서
Hwang Jang-yop|Hwang Jangyeop|Hwang Chang-yŏp|황장엽
Ri Yong Ho|Ri Yong-ho|Lee Yong-ho|Ri Yongho|리용호|이용호
Ri Pyong Chol|Ri Byeong-cheol|Ri Pyŏngch'ŏl|Lee Byeongcheol|리병철
Choe Son Hui|Choe Seon-hui|Ch'oe Sŏn-hŭi|Choi Son-hui|최선희
Kim Kye Gwan|Kim Gye-gwan|Kim Kyegwan|Gim Gyegwan|김계관
Kim Yang Gon|Kim Yang-gon|Kim Yanggŏn|Gim Yanggeon|김양건
Kim Yong-chun|Kim Yeongchun|Kim Yŏngch'un|김영춘
Park Sang-hak|Bak Sanghak|Pak Sang-hak|박상학
Jang Kum Chol|Jang Geum-cheol|Chang Kŭmch'ŏl|장금철
Kim Tae-young|Kim Taeyeong|Kim T'ae-yŏng|김태영
""".splitlines()


@pytest.mark.parametrize("name", [*PLACES, *PEOPLE])
def test_a_name_is_found_in_every_spelling(name):
    alike = name.split("|")
    rows = found(alike[0])
    assert rows
    for text in alike:
        for written in (text, text.replace("-", " "), text.replace("'", "’"), text.lower()):
            assert found(written) == rows, written


def test_who_looks_for_a_name_finds_no_word_that_is_written_alike():
    texts = ATLAS.events.loc[found("Ganghwa"), ["title", "summary", "place", "counterclaim"]].fillna("")
    assert texts.agg(" ".join, axis=1).str.contains("Ganghwa|Kanghwa").all()
    assert set(found("Ganghwa")) < set(found("강화"))


@pytest.mark.parametrize("column", ["title_ko", "summary_ko", "counterclaim_ko", "counterclaim"])
def test_texts_in_both_languages_are_searched(column):
    told = ATLAS.events[column].dropna()
    for id, text in told.iloc[:: len(told) // 20].items():
        assert id in found(f'"{text[:60].replace(chr(34), " ")}"')


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("풍선", "balloon-launch"),
        ("포격", "artillery"),
        ("월선", "nll-crossing"),
        ("확성기", "loudspeaker"),
        ("미사일", "ballistic-missile"),
        ("미사일", "cruise-missile"),
        ("전단", "leaflet-launch"),
        ("무인기", "drone-incursion"),
        ("훈련", "military-exercise"),
        ("핵실험", "nuclear-test"),
        ("땅굴", "tunnel"),
        ("지뢰", "mine"),
    ],
)
def test_a_korean_word_finds_its_kind(word, kind):
    assert set(ATLAS.events.index[ATLAS.events["type"] == kind]) <= set(found(word))
