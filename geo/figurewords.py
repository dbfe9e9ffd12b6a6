"""What the printed picture says, in English and Korean."""

from __future__ import annotations

from datetime import date

from geo import schema
from geo.atlas import Selection

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Military tension on the Korean Peninsula",
        "lines": "Lines and areas",
        "events": "Events on this map",
        "precision": "Place known to about",
        "exact": "1 km",
        "near": "10 km",
        "area": "50 km",
        "group": "Several events; colours show their kinds",
        "drawn": "{drawn:,} drawn",
        "outside": "{outside:,} beyond this map",
        "unplaced": "{unplaced:,} without a place of their own, not drawn",
        "empty": "No event matches this filter.",
        "nothing": "None of these events lies on this map.",
        "km": "km",
        "nmi": "nautical miles",
        "north": "N",
        "where": "This map",
        "projection": "Lambert conformal conic, 35° and 41° N, WGS 84",
        "sources": (
            "Land, islands, MDL and zones: © OpenStreetMap contributors, ODbL 1.0 · Provinces: Natural Earth · "
            "Cities: GeoNames, CC BY 4.0 · Events: MDL Atlas, CC BY 4.0 · "
            "Lines at sea: published coordinates; neither side’s line is agreed by the other"
        ),
        "version": "MDL Atlas, data version {version}",
        "see": "Same events, live:",
    },
    "ko": {
        "title": "한반도의 군사적 긴장",
        "lines": "선과 구역",
        "events": "지도에 표시된 사건",
        "precision": "위치 오차 (약)",
        "exact": "1 km",
        "near": "10 km",
        "area": "50 km",
        "group": "여러 사건; 색은 종류별 비율",
        "drawn": "{drawn:,}건 표시",
        "outside": "{outside:,}건은 지도 범위 밖",
        "unplaced": "위치가 특정되지 않은 {unplaced:,}건은 표시하지 않음",
        "empty": "조건에 맞는 사건이 없습니다.",
        "nothing": "이 지도 범위 안에 해당 사건이 없습니다.",
        "km": "km",
        "nmi": "해리",
        "north": "N",
        "where": "지도 범위",
        "projection": "람베르트 정각원추도법 (북위 35°, 41°), WGS 84",
        "sources": (
            "육지·섬·군사분계선·구역: © OpenStreetMap contributors, ODbL 1.0 · 행정 경계: Natural Earth · "
            "도시: GeoNames, CC BY 4.0 · 사건: MDL Atlas, CC BY 4.0 · "
            "해상의 선: 공표된 좌표. 어느 쪽의 선도 상대방과 합의된 것이 아님"
        ),
        "version": "MDL Atlas, 데이터 버전 {version}",
        "see": "같은 사건 보기:",
    },
}


def title_of(selection: Selection, language: str) -> str:
    """Return a title for a view without one: the subject, and the years of the events."""
    subject = WORDS[language]["title"]
    if not selection.count:
        return subject
    first, last = selection.rows["first_day"].min().year, selection.rows["last_day"].max().year
    years = f"{first}" if first == last else f"{first}–{last}"
    return f"{subject}, {years}" if language == "en" else f"{subject} ({years})"


def filter_of(selection: Selection, language: str) -> str:
    """Return the filter in words, with the count of total."""
    if language == "en":
        return selection.text
    wanted = selection.wanted
    parts = [f"전체 {selection.total:,}건 중 {selection.count:,}건"]
    first, last = wanted.from_date, wanted.to_date
    if first and last:
        parts.append(_day(first) if first == last else f"{_day(first)} – {_day(last)}")
    elif first or last:
        parts.append(f"{_day(first)}부터" if first else f"{_day(last)}까지")
    for key, column, head in (
        ("category", "category", ""),
        ("type", "type", ""),
        ("initiator", "initiator", "행위자: "),
        ("confidence", "confidence", "확실성: "),
        ("precision", "location_precision", "위치 정밀도: "),
    ):
        labels = [schema.label(column, value, "ko") for value in getattr(wanted, key)]
        if labels:
            parts.append(head + ", ".join(labels))
    if wanted.q:
        parts.append(f"검색어 “{wanted.q}”")
    if wanted.near is not None:
        name = selection.atlas.boundaries.loc[wanted.near, "name_ko"]
        parts.append(f"{name}에서 {wanted.within_km:g} km 이내")
    if wanted.bbox:
        west, south, east, north = wanted.bbox
        parts.append(f"동경 {west:g}–{east:g}°, 북위 {south:g}–{north:g}°")
    return ", ".join(parts) if len(parts) < 2 else f"{parts[0]}: {' · '.join(parts[1:])}"


def _day(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"
