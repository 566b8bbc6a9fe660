"""Typed addresses, old and new, as people write them: what they name, what it became, and when to ask."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.apps.organization.rules.understanding import understand
from motcua.apps.organization.tests.gazetteers import shipped
from motcua.apps.organization.values import AS_TYPED, AddressUnderstood, Grasp, How

TODAY = date(2026, 11, 25)


def read(text: str, *, on: date = TODAY, near: str = "") -> AddressUnderstood:
    return understand(text, gazetteer=shipped(), on=on, near=near)


def now(text: str) -> list[str]:
    return [unit.full for one in read(text).readings for unit in one.units]


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("xã Hướng Hiệp, huyện Đakrông, Quảng Trị", "Xã Hướng Hiệp, Tỉnh Quảng Trị"),
        ("Xã Hướng Hiệp, huyện Đa Krông, tỉnh Quảng Trị", "Xã Hướng Hiệp, Tỉnh Quảng Trị"),
        ("Minh Sơn, Triệu Sơn, Thanh Hóa", "Xã Triệu Sơn, Tỉnh Thanh Hóa"),
        ("Minh Sơn, Triệu Sơn, Thanh Hoá", "Xã Triệu Sơn, Tỉnh Thanh Hóa"),
        ("minh son trieu son thanh hoa", "Xã Triệu Sơn, Tỉnh Thanh Hóa"),
        ("Thôn 3 - xã Minh Sơn - H. Triệu Sơn - T. Thanh Hóa - Việt Nam", "Xã Triệu Sơn, Tỉnh Thanh Hóa"),
        ("Minh Sơn (Triệu Sơn, Thanh Hóa)", "Xã Triệu Sơn, Tỉnh Thanh Hóa"),
        ("12 Nguyễn Trãi, phường Bến Nghé, Q1, TP.HCM", "Phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("P1, Q.3, Sài Gòn", "Phường Bàn Cờ, Thành phố Hồ Chí Minh"),
        ("F.01, quận 03, tp hcm", "Phường Bàn Cờ, Thành phố Hồ Chí Minh"),
        ("Khu phố 2 phường 5 thành phố Đông Hà tỉnh Quảng Trị", "Phường Nam Đông Hà, Tỉnh Quảng Trị"),
        ("P5 Đông Hà", "Phường Nam Đông Hà, Tỉnh Quảng Trị"),
        ("p.mĩ đông, phan rang, ninh thuận", "Phường Đông Hải, Tỉnh Khánh Hòa"),
        ("X. Thạnh Phú, H. Cái Nước, T. Cà Mau", "Xã Lương Thế Trân, Tỉnh Cà Mau"),
        ("Xã Ea H’Leo, huyện Ea H'leo, Đắc Lắc", "Xã Ea H'Leo, Tỉnh Đắk Lắk"),
        ("xa Ea H Leo huyen Ea Hleo tinh Dak Lak", "Xã Ea H'Leo, Tỉnh Đắk Lắk"),
        ("huyện đảo Lý Sơn, Quảng Ngãi", "Đặc khu Lý Sơn, Tỉnh Quảng Ngãi"),
        ("Xã Thổ Châu, TP Phú Quốc, Kiên Giang", "Đặc khu Thổ Châu, Tỉnh An Giang"),
        ("Đồng Hới, Quảng Bình", "Phường Đồng Hới, Tỉnh Quảng Trị"),
        ("Phường Xuân Hương - Đà Lạt, Lâm Đồng", "Phường Xuân Hương - Đà Lạt, Tỉnh Lâm Đồng"),
    ],
)
def test_an_address_names_one_commune_of_today(text, today):
    assert read(text).grasp is Grasp.ONE
    assert set(now(text)) == {today}


def test_what_was_typed_is_kept_to_the_letter():
    text = "  xa Huong  Hiep ,huyện Đakrông "
    assert read(text).typed == text


def test_a_split_commune_offers_every_part_those_with_all_the_people_first():
    asked = read("Xã Đặng Xá Gia Lâm Hà Nội")
    assert asked.grasp is Grasp.SPLIT
    assert asked.asks
    assert [(one.unit.name, one.how) for one in asked.readings[0].now] == [
        ("Xã Thuận An", How.PEOPLE),
        ("Xã Phù Đổng", How.PART),
    ]


def test_equal_names_are_offered_with_what_tells_them_apart():
    asked = read("xã Minh Sơn, huyện Sai Tên, Thanh Hóa")
    assert asked.grasp is Grasp.SEVERAL
    assert [one.named.full for one in asked.readings] == [
        "Xã Minh Sơn, Huyện Ngọc Lặc, Tỉnh Thanh Hóa",
        "Xã Minh Sơn, Huyện Triệu Sơn, Tỉnh Thanh Hóa",
        "Xã Minh Sơn, Tỉnh Thanh Hóa",
    ]


def test_the_nearest_of_equal_names_comes_first():
    assert read("Minh Sơn", near="38").choices[0].province == "Tỉnh Thanh Hóa"
    assert read("Minh Sơn", near="08").choices[0].province == "Tỉnh Tuyên Quang"
    assert read("Minh Sơn", near="14845").choices[0].province == "Tỉnh Thanh Hóa"  # a commune of it


def test_marks_tell_names_apart_and_their_absence_asks():
    assert now("Xã Văn Lăng, Thái Nguyên") == ["Xã Văn Lăng, Tỉnh Thái Nguyên"]
    assert set(now("xa van lang, thai nguyen")) == {"Xã Văn Lăng, Tỉnh Thái Nguyên", "Xã Văn Lang, Tỉnh Thái Nguyên"}


def test_a_bare_name_behind_an_unknown_one_may_be_the_old_district():
    asked = read("Xóm Mẫu, Sìn Hồ, Lai Châu")
    assert asked.grasp is Grasp.SEVERAL
    assert {"Xã Sìn Hồ, Tỉnh Lai Châu", "Huyện Sìn Hồ, Tỉnh Lai Châu"} == {one.named.full for one in asked.readings}


def test_a_present_name_is_meant_before_an_old_one_which_stays_offered():
    asked = read("Tân Phú, Đồng Nai")
    assert asked.unit is not None
    assert asked.unit.full == "Phường Tân Phú, Thành phố Đồng Nai"
    assert asked.others


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("huyện Đa Krông, Quảng Trị", "Huyện Đa Krông, Tỉnh Quảng Trị"),
        ("huyện Lệ Thủy, Quảng Trị", "Huyện Lệ Thủy, Tỉnh Quảng Bình"),
        ("Tỉnh Quảng Bình", "Tỉnh Quảng Bình"),
        ("Quảng Bình", "Tỉnh Quảng Bình"),
        ("Điện Biên", "Tỉnh Điện Biên"),
    ],
)
def test_a_district_or_a_province_alone_names_no_commune(text, named):
    asked = read(text)
    assert (asked.grasp, asked.unit, asked.choices) == (Grasp.WIDER, None, ())
    assert asked.readings[0].named.full == named


def test_an_old_province_tells_what_it_became():
    assert [unit.full for unit in read("Tỉnh Quảng Bình").readings[0].units] == ["Tỉnh Quảng Trị"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Thôn Mẫu 3",
        "Thôn Tân Phú",
        "đường Minh Sơn",
        "Đội 5",
        "15",
        ", ,, -",
        "<b>xã</b>",
        "a" * 5000,
        "xã,",
    ],
)
def test_what_names_no_unit_is_unknown_and_kept(text):
    asked = read(text)
    assert (asked.grasp, asked.readings, asked.settled("")) == (Grasp.UNKNOWN, (), "")
    assert asked.typed == text


def test_a_name_has_the_kind_of_its_time():
    before, after = read("xã Tân Phú, Đồng Nai", on=date(2026, 4, 29)), read("xã Tân Phú, Đồng Nai")
    assert before.readings[0].now == ()
    assert before.unit is not None
    assert before.unit.full == "Xã Tân Phú, Tỉnh Đồng Nai"
    (change,) = after.readings[0].now
    assert (change.unit.name, change.how, change.since) == ("Phường Tân Phú", How.RENAMED, date(2026, 4, 30))
    assert change.source == "GSO 2025-07"


def test_before_the_merger_an_old_commune_is_itself():
    asked = read("Minh Sơn, Triệu Sơn, Thanh Hóa", on=date(2025, 6, 30))
    assert asked.unit is not None
    assert asked.unit.full == "Xã Minh Sơn, Huyện Triệu Sơn, Tỉnh Thanh Hóa"


def test_only_an_offered_choice_settles_it():
    asked = read("Phường 15, Quận Tân Bình, TP.HCM")
    assert asked.settled("") == ""
    assert asked.settled("27007") == "27007"
    assert asked.settled("00004") == ""
    assert asked.settled(AS_TYPED) == AS_TYPED


def test_a_long_line_full_of_commas_is_read_quickly_enough_to_be_asked_by_anybody():
    assert read("Tân Phú, " * 60).grasp in set(Grasp)
