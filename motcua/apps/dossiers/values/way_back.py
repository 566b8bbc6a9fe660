"""How the result is to reach its person, as asked for at filing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

POST: Final = "post"


@dataclass(frozen=True, slots=True)
class WayBack:
    """A code of `returning.WAYS` ('' where nobody said), and for the post the address."""

    by: str
    address: str = ""

    @property
    def problem(self) -> str:
        """What has to be mended, a text to translate; '' where the two fit each other."""
        if self.by == POST and not self.address.strip():
            return "Xin ghi địa chỉ nhận qua bưu chính."
        if self.by != POST and self.address.strip():
            return "Đã ghi địa chỉ: xin chọn nhận qua bưu chính, hoặc xoá địa chỉ."
        return ""
