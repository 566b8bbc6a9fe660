"""Which of two things one window sent is the later one."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers.values.pens import is_overtaken, same_window


@pytest.mark.parametrize(
    ("pen", "kept", "same", "overtaken"),
    [
        ("a.1", "a.2", True, True),
        ("a.9", "a.10", True, True),
        ("a.2", "a.2", True, False),
        ("a.3", "a.2", True, False),
        ("b.1", "a.2", False, False),
        ("a", "a.2", True, False),
        ("a.1", "a", True, False),
        ("a.x", "a.2", True, False),
        ("", "a.2", False, False),
        ("", "", False, False),
        ("a.1", "", False, False),
    ],
)
def test_the_later_of_one_window_counts(pen: str, kept: str, same: bool, overtaken: bool) -> None:
    assert same_window(pen, kept) is same
    assert is_overtaken(pen, by=kept) is overtaken
