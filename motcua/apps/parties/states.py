"""What parties can be, each with the words every page and paper calls it by."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    """As identity papers print it."""

    MALE = "nam", _("Nam")
    FEMALE = "nữ", _("Nữ")
    UNSTATED = "", ""


class NumberKind(TextChoices):
    """Which paper a person's number stands on."""

    CITIZEN = "citizen", _("Số định danh")  # 12 digits: căn cước, căn cước công dân, số định danh
    OLD_IDENTITY = "old_identity", _("CMND (9 số)")
    PASSPORT = "passport", _("Hộ chiếu")
    OTHER = "other", _("Số giấy tờ")

    @property
    def on_paper(self) -> str:
        """The same written out, as papers print it."""
        return str(_ON_PAPER[self])


_ON_PAPER: Final = {
    NumberKind.CITIZEN: _("Số định danh cá nhân"),
    NumberKind.OLD_IDENTITY: _("Số chứng minh nhân dân"),
    NumberKind.PASSPORT: _("Số hộ chiếu"),
    NumberKind.OTHER: _("Số giấy tờ"),
}
#: What a number is called that is nobody's identity paper, but a tax payer's.
TAX_CODE: Final[str | Promise] = _("Mã số thuế")


class Basis(TextChoices):
    """Why somebody may act for the person a dossier is about."""

    KIN = "kin", _("không cần văn bản uỷ quyền")  # the law spares this kin a written proxy
    PROXY = "proxy", _("theo văn bản uỷ quyền")
    LAW = "law", _("là người đại diện theo pháp luật")  # parent of a child, guardian, head of an organisation

    @property
    def needs_paper(self) -> bool:
        """Whether a paper proves it."""
        return self is not Basis.KIN

    @staticmethod
    def choice_of_kin(word: str) -> str:
        """The value under which a form offers one kind of kin; `MandateStated.chosen` reads it."""
        return f"{Basis.KIN}:{word}"
