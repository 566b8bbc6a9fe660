"""What the search makes of keyboards, slips, short writing, regions and qualifiers, each part on its own."""

from __future__ import annotations

import pytest

from motcua.apps.procedures import gateways
from motcua.apps.procedures.rules.searching.engine import Index
from motcua.apps.procedures.rules.searching.keys import is_syllable, undone
from motcua.apps.procedures.rules.searching.lexicon import BadLexicon, Lexicon, read_lexicon
from motcua.apps.procedures.rules.searching.phrases import Phrasebook
from motcua.apps.procedures.rules.searching.spelling import Speller
from motcua.apps.procedures.rules.searching.writing import BREAK, Reader
from motcua.apps.procedures.tests.factories import full_row, shipped, view_of
from motcua.kernel.text import fold


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giaays", "giay"), ("dawng", "dang"), ("kys", "ky"), ("hooj", "ho"), ("ddaats", "dat"), ("dduwowcj", "duoc"),
        ("ky65", "ky"), ("ma61t", "mat"), ("d9a61t", "dat"), ("giấys", "giay"), ("jấy", "giay"), ("thườg", "thuong"),
    ],
)  # fmt: skip
def test_left_over_keys_are_undone(typed: str, meant: str) -> None:
    assert fold(undone(typed)) == meant


@pytest.mark.parametrize("word", ["photo", "taxi", "facebook", "online", "khai", "sinh", "2026", "vneid", "covid19"])
def test_words_that_are_no_keys_stay(word: str) -> None:
    assert undone(word) == word


def test_a_syllable_is_known_by_its_shape() -> None:
    assert all(map(is_syllable, ["khai", "sinh", "giay", "quyen", "nghieng", "uong"]))
    assert not any(map(is_syllable, ["giaays", "photo", "kbc", "wow"]))


def test_a_slip_is_mended_only_where_that_makes_known_neighbours() -> None:
    speller = Speller({"khai sinh": 5, "ket hon": 5, "hon nhan": 3})
    assert speller.mend(("khai", "snih")) == {1: "sinh"}
    assert speller.mend(("ket", "hom")) == {1: "hon"}
    assert speller.mend(("photo", "hom", "nay")) == {}
    assert speller.split("khaisinh") == ("khai", "sinh")


def test_short_writing_and_regional_words_are_put_plainly() -> None:
    lexicon = Lexicon(short={"gks": "giấy khai sinh"}, regional={"mạ": "mẹ", "ở mô": "ở đâu"}, asking=("bao lâu",))
    said = Reader(lexicon).read("GKS của mạ, ở mô? bao lâu")
    assert said.plain == ("giay", "khai", "sinh", "cua", "me", BREAK, "o", "dau", BREAK, BREAK)


def test_marks_tell_words_apart_and_their_lack_does_not() -> None:
    book = Phrasebook([(1, "<người> mới mất")], {"người": ("má",)})
    found = [bool(list(book.find(Reader(Lexicon()).read(said)))) for said in ("má tôi mới mất", "ma toi moi mat")]
    assert found == [True, True]
    assert not list(book.find(Reader(Lexicon()).read("mả tổ tiên mới mắt")))


@pytest.mark.parametrize(
    "lines",
    [
        ["khai sinh = đẻ"],
        ["[nowhere]", "a = b"],
        ["[meanings]", "1.1 | khai sinh = đẻ"],
        ["[meanings]", "1.001193 khai sinh"],
        ["[meanings]", "1.001193 | khai sinh = <ai> đẻ"],
    ],
)
def test_a_lexicon_that_cannot_be_used_says_so(lines: list[str]) -> None:
    with pytest.raises(BadLexicon):
        read_lexicon(lines)


def test_the_shipped_lexicon_reads_and_means_only_procedures_we_ship() -> None:
    lexicon, ours = gateways.lexicon(), shipped()
    meant = {code for meaning in lexicon.meanings for code in meaning.codes} | set(lexicon.often)
    assert sorted(meant - ours.keys()) == []
    assert len(meant) > 380
    assert sum(len(meaning.says) for meaning in lexicon.meanings) > 3000


def test_every_qualifier_stands_in_some_title() -> None:
    titles = [fold(view.title) for view in shipped().values()]
    idle = [q.name for q in gateways.lexicon().qualifiers if not any(fold(w) in t for w in q.in_titles for t in titles)]
    assert idle == []


def test_others_names_do_not_name_ours() -> None:
    assert {decoy.code for decoy in gateways.outside().decoys} & shipped().keys() == set()


def test_a_qualifier_nobody_said_steps_back_and_one_that_was_said_comes_first() -> None:
    plain = full_row("9.990001", name="Đăng ký kết hôn")
    abroad = full_row("9.990002", name="Đăng ký kết hôn có yếu tố nước ngoài")
    index = Index((view_of(row) for row in (abroad, plain)), lexicon=gateways.lexicon())
    said = ("đăng ký kết hôn", "đăng ký kết hôn với người Hàn Quốc")
    assert [index.find(each, limit=1).hits[0].code for each in said] == ["9.990001", "9.990002"]


def test_died_is_not_lost() -> None:
    index = gateways.index_of(shipped().values())
    said = ("ba tôi mất hôm qua", "tôi mất giấy khai sinh", "làm giấy khai tử mất bao lâu")
    assert [index.find(each, limit=1).hits[0].code for each in said] == ["1.000656", "2.000635", "1.000656"]
