"""Places: the list of a day, the way up, old names, and what took over."""

from datetime import date

import pytest

from app import resources, text
from app.models.place import Level, PlacesError, PlaceTable

BEFORE, AFTER_REFORM, TODAY = date(2022, 11, 8), date(2022, 11, 9), date(2026, 4, 7)
HEADER = "code,level,parent,name_tk,name_ru,also,centre,valid_from,valid_to,successor\n"


@pytest.fixture(scope="module")
def places() -> PlaceTable:
    return PlaceTable.parse(resources.text("places.csv"))


def etraps(table: PlaceTable, day: date) -> list[str]:
    return [place.name_tk for place in table.at(day).all() if place.level is Level.ETRAP]


def test_the_country_has_44_etraps_since_2025_37_after_the_reform_and_43_before(places: PlaceTable) -> None:
    assert [len(etraps(places, day)) for day in (TODAY, AFTER_REFORM, BEFORE)] == [44, 37, 43]
    assert [len(etraps(places, date(2025, 9, day))) for day in (19, 20)] == [37, 44]


def test_each_welayat_has_its_etraps_of_the_2022_reform(places: PlaceTable) -> None:
    then = places.at(AFTER_REFORM)
    counts = {
        code: sum(child.level is Level.ETRAP for child in then.children(code))
        for code in ("TM-A", "TM-B", "TM-D", "TM-L", "TM-M")
    }
    assert counts == {"TM-A": 7, "TM-B": 6, "TM-D": 7, "TM-L": 8, "TM-M": 9}


def test_cities_with_the_rights_of_an_etrap_were_eleven_and_are_six(places: PlaceTable) -> None:
    assert [
        sum(place.level is Level.CITY_ETRAP_RIGHTS for place in places.at(day).all())
        for day in (BEFORE, AFTER_REFORM)
    ] == [11, 6]


def test_no_two_places_of_one_day_and_parent_share_a_name(places: PlaceTable) -> None:
    for day in (BEFORE, AFTER_REFORM, TODAY):
        names = [(place.parent, place.name_tk) for place in places.at(day).all()]
        assert len(names) == len(set(names))


def test_an_abolished_etrap_is_still_named_in_an_old_case(places: PlaceTable) -> None:
    assert places.name("TM-D-F01", "tk") == "Gurbansoltan eje adyndaky etrap"
    assert "TM-D-F01" not in places.at(TODAY)
    assert [place.code for place in places.successors("TM-D-F01", TODAY)] == ["TM-D-01"]


def test_a_divided_etrap_has_two_successors(places: PlaceTable) -> None:
    assert [place.name_tk for place in places.successors("TM-L-F06", AFTER_REFORM)] == [
        "Hojambaz etraby",
        "Köýtendag etraby",
    ]


def test_every_successor_is_in_the_list(places: PlaceTable) -> None:
    assert all(code in places for place in places.all() for code in place.successors)


def test_a_path_leads_from_the_country_to_the_place(places: PlaceTable) -> None:
    assert [place.code for place in places.path("TM-B-C1-01")] == ["TM", "TM-B", "TM-B-C1", "TM-B-C1-01"]
    assert places.path("nowhere") == ()


def test_names_are_given_by_language_and_an_unknown_code_stands_for_itself(places: PlaceTable) -> None:
    assert places.name("TM-M", "tk") == places.name("TM-M", "en") == "Mary welaýaty"
    assert places.name("TM-M", "ru") == "Марыйский велаят"
    assert places.name("X-9", "ru") == "X-9"


def test_children_come_in_the_order_of_the_alphabet(places: PlaceTable) -> None:
    names = [place.name_tk for place in places.at(TODAY).children("TM-L")]
    assert names == sorted(names, key=text.sort_key)


@pytest.mark.parametrize("query", ["gyzylarbat", "Кызыларбат", "Сердар", "Гызыларбат", "serdar"])
def test_a_renamed_place_is_found_by_its_older_names(places: PlaceTable, query: str) -> None:
    assert "TM-B-04" in [place.code for place in places.matching(query)]


def test_an_empty_search_finds_nothing(places: PlaceTable) -> None:
    assert places.matching(" ") == ()


def test_a_newer_list_adds_and_corrects_places(places: PlaceTable) -> None:
    newer = PlaceTable.parse(
        HEADER + "TM,country,,Türkmenistan,Туркменистан\nTM-X,etrap,TM,Täze etraby,Тязе\n"
    )
    assert "TM-X" in places.updated(newer)
    assert len(places.updated(newer).all()) == len(places.all()) + 1


@pytest.mark.parametrize(
    "rows",
    [
        "A,etrap,,Täze,Тязе\nA,etrap,,Täze,Тязе\n",
        "A,etrap,B,Täze,Тязе\n",
        "A,etrap,B,Täze,Тязе\nB,etrap,A,Täze,Тязе\n",
        "A,moon,,Täze,Тязе\n",
        "A,etrap,,,Тязе\n",
        "A,etrap,,Täze,Тязе,,,2022-13-01\n",
    ],
)
def test_a_list_with_a_mistake_is_refused(rows: str) -> None:
    with pytest.raises(PlacesError):
        PlaceTable.parse(HEADER + rows)
