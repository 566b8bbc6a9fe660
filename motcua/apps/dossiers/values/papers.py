"""What a filer says of one paper of the case, beside the files that are there for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from motcua.apps.dossiers.states import ComponentState

if TYPE_CHECKING:
    from motcua.apps.dossiers.values import ComponentRow

#: A reason is a sentence, no letter: in characters.
LONGEST_CLAIM: Final = 200
ONE_OF_TWO: Final = "Xin chọn một trong hai: sẽ mang đến, hoặc không cần giấy này."
#: A file that is there is never thrown away for it.
HAS_FILE: Final = "Giấy này đã có tệp. Xin bỏ tệp đi, hoặc thôi chọn “Trường hợp của tôi không cần giấy này”."


@dataclass(frozen=True, slots=True)
class PaperSaid:
    """That it will be brought along, or that the filer's case needs none (`spared`), and why."""

    bring: bool = False
    spared: bool = False
    why: str = ""

    def state(self, *, has_file: bool) -> str:
        """How the paper stands then. A file does not undo what is said: the original may come after its picture."""
        if self.spared:
            return ComponentState.CLAIMED
        if self.bring:
            return ComponentState.PROMISED
        return ComponentState.GIVEN if has_file else ""

    @property
    def kept(self) -> PaperSaid:
        """As a draft can keep it: of two that exclude each other the one whose loss its `problem` goes on telling."""
        if not (self.bring and self.spared):
            return self
        return replace(self, spared=False) if self.why else replace(self, bring=False)

    def problem(self) -> str:
        """What must be mended before it can be filed; '' where nothing."""
        if self.bring and self.spared:
            return ONE_OF_TWO
        if self.spared and not self.why:
            return "Xin ghi vì sao không cần giấy này."
        if self.why and not self.spared:
            return "Đã ghi vì sao không cần: xin chọn “Trường hợp của tôi không cần giấy này”, hoặc xoá phần đã ghi."
        if len(self.why) > LONGEST_CLAIM:
            return "Xin viết ngắn lại, không quá 200 ký tự."
        return ""


NOTHING_SAID: Final = PaperSaid()


def said_of(paper: ComponentRow) -> PaperSaid:
    """As it is kept of a draft's paper."""
    return PaperSaid(
        bring=paper.state == ComponentState.PROMISED,
        spared=paper.state == ComponentState.CLAIMED,
        why=paper.claim,
    )
