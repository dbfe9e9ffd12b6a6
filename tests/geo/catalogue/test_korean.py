"""Figures and names are read alike from both languages; the texts of the whole catalogue tell the same."""

import pytest

from geo.catalogue.events import load_events
from geo.catalogue.korean import KOREAN, TEXTS, english_figures, korean_figures, names


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("three soldiers", "병사 3명"),
        ("twenty-three boats", "배 23척"),
        ("two dozen guns", "포 24문"),
        ("a hundred shells", "포탄 100발"),
        ("15,000 people, half a million leaflets", "1만 5,000명, 전단 50만 장"),
        ("2.5 million sheets", "250만 장"),
        ("1,203,000 sheets", "120만 3,000장"),
        ("from 06:05 to 21:30 on the 9th", "9일 6시 5분부터 21시 30분까지"),
        ("about one o'clock", "1시경"),
        ("00:20", "0시 20분"),
        ("three hours from noon, in under 40 minutes", "정오부터 3시간, 40분 안에"),
        ("28 May to 2 June 2024", "2024년 5월 28일~6월 2일"),
        ("the December 1 measure", "12·1 조치"),
        ("men in their twenties", "20대 남성들"),
        ("after four decades", "40년 만에"),
        ("in mid-June, the thirteenth test", "6월 중순, 13번째 시험"),
        ("some 1.3 km off, one to two kilometres", "1.3km 떨어진 곳, 1~2km"),
    ],
)
def test_figures_are_the_same_in_both_languages(english, korean):
    assert english_figures(english).told == korean_figures(korean).told - {"1"}


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("the two presidents met", "양국 정상이 만났다"),
        ("a second drill for a decade", "10년 만의 2번째 훈련"),
    ],
)
def test_what_one_language_says_without_a_figure_is_no_difference(english, korean):
    told, told_ko = english_figures(english), korean_figures(korean)
    assert told.told <= told_ko.told | told_ko.implied
    assert told_ko.told <= told.told | told.implied


def test_a_time_of_day_is_not_taken_apart():
    assert english_figures("at 14:34").told == korean_figures("14시 34분").told == {"14:34"}
    assert korean_figures("오후 2시 34분").told != {"14:34"}


def test_every_form_of_a_name_stands_once():
    for of in (lambda name: name.english, lambda name: name.korean):
        forms = [form for name in names() for form in of(name)]
        assert [form for form in forms if form != form.strip()] == []
    english = [form for name in names() for form in name.english]
    assert sorted(english) == sorted(set(english))


def test_every_name_is_used():
    texts = "\n".join(load_events()[list(TEXTS)].fillna("").to_numpy().ravel())
    assert [name.english for name in names() if not any(form in texts for form in name.english)] == []


def test_the_catalogue_tells_the_same_in_both_languages():
    frame = load_events()
    assert frame[["title_ko", "summary_ko"]].notna().all(axis=None)
    assert [finding for check in KOREAN for finding in check(frame)] == []
