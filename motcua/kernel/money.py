"""Money: whole đồng, never a fraction."""

from __future__ import annotations


class Dong(int):
    """An amount in Vietnamese đồng."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{int(self):,}".replace(",", ".") + " đ"
