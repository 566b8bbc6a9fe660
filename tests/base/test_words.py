"""What the commands answer to a wrong word, an unknown command, a disk that does not let them write."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.base.cli.words import disk_trouble, wrong_words
from motcua.config import launch, main
from tests.load.__main__ import _wishes


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("the following arguments are required: folder", "còn thiếu folder"),
        ("unrecognized arguments: --bad", "không có lựa chọn --bad"),
        ("argument --top: invalid int value: 'y'", "--top không nhận 'y'"),
        ("argument --top: expected one argument", "sau --top phải có một giá trị"),
        ("something that no version said before", "lựa chọn không dùng được"),
    ],
)
def test_a_wrong_word_is_told_in_both_languages(message: str, told: str) -> None:
    assert told in wrong_words("bin/motcua calc search", message)
    assert message in wrong_words("bin/motcua calc search", message)


def test_a_command_without_its_folder_says_so_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(["backup"])
    assert (ended.value.code, "còn thiếu folder" in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize(
    "words", [["calc", "due"], ["calc", "search", "x", "--top", "y"], ["calc", "due", "-", "more"]]
)
def test_a_calculator_called_wrongly_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(words) == 2
    assert "Lệnh gõ chưa đúng" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named_without_the_name_of_an_exception(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["calc", "due", "/not/there"]) == 1
    said = capsys.readouterr().err
    assert "/not/there" in said
    assert "Error" not in said


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told_by_the_name_of_its_setting(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOTCUA_PORT", port)
    monkeypatch.setattr(launch, "listen_for_stop", lambda: None)  # it would change what this process does at a signal
    assert launch.main([]) == 1
    assert "MOTCUA_PORT" in capsys.readouterr().err


def test_a_bench_is_kept_under_a_name_of_its_own() -> None:
    assert _wishes(["--keep", "again"]).keep == "again"
    with pytest.raises(SystemExit):
        _wishes(["--keep", "motcua; or else"])


def test_help_of_a_command_names_its_own_options_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["calc", "search", "--help"]) == 0
    said = capsys.readouterr().out
    assert "--top" in said
    assert "--settings" not in said


def test_a_disk_that_refuses_is_named_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught:
        (tmp_path / "no" / "keys.json").write_text("")
    assert "keys.json" in disk_trouble(caught.value)
    assert "MOTCUA_VAR" in disk_trouble(caught.value)
