"""Forms of made-up people, as a caller fills them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import segno

from motcua.apps.printing.values import (
    AcceptedSlip,
    ApologyNote,
    ComponentLine,
    Document,
    FaultLine,
    Head,
    RefusalNote,
    Someone,
    SpanLine,
    StopNotice,
    SubmissionReceipt,
    SupplementRequest,
    qr_rows,
)
from motcua.apps.printing.values.tracing import ControlSlip, HandLine, TraceLine
from motcua.kernel.clock import office_time

RECEIVED = office_time(2026, 11, 20, 9, 40)
DUE = office_time(2026, 11, 25, 9, 40)
LAN = Someone(
    name="Nguyễn Mẫu Lan",
    number="999190000001",
    address="Thôn Mẫu, xã Suối Mẫu, tỉnh Mẫu",
    phone="0000 123 456",
    email="lan@mau.example",
)


def head(**changed: Any) -> Head:
    """The head of the demonstration centre."""
    code = "H99.99-261120-0042"
    made = Head(
        superior="Ủy ban nhân dân xã Suối Mẫu",
        agency="Trung tâm Phục vụ hành chính công",
        place="Suối Mẫu",
        written_at=RECEIVED,
        code=code,
        address="Thôn Mẫu, xã Suối Mẫu, tỉnh Mẫu",
        phone="0000 000 111",
        qr=qr_rows(segno.make(f"http://127.0.0.1:8000/tra-cuu?ma={code}", error="m", micro=False).matrix),
        lookup="http://127.0.0.1:8000/tra-cuu",
    )
    return replace(made, **changed)


def span(start: datetime, hours: float, counted: str, reason: str) -> SpanLine:
    """One line of the derivation."""
    return SpanLine(start=start, end=start + timedelta(hours=hours), counted=counted, reason=reason)


def slip(**changed: Any) -> AcceptedSlip:
    """A slip for a birth registration with three papers and a weekend within its term."""
    made = AcceptedSlip(
        head=head(),
        filer=LAN,
        channel="trực tiếp tại quầy",
        content="Đăng ký khai sinh có yếu tố nước ngoài tại khu vực biên giới",
        procedure_code="1.001193",
        components=(
            ComponentLine(name="Tờ khai đăng ký khai sinh theo mẫu", original=1),
            ComponentLine(name="Giấy chứng sinh", original=1, note="trả lại sau khi đối chiếu"),
            ComponentLine(name="Giấy tờ chứng minh nơi cư trú của cha, mẹ", certified=1, photo=2),
        ),
        sets=1,
        term="3 ngày làm việc",
        received_at=RECEIVED,
        first_due=DUE,
        return_place="Quầy 2, Trung tâm Phục vụ hành chính công xã Suối Mẫu",
        clerk="Trần Mẫu Minh",
        owner=replace(LAN, name="Nguyễn Mẫu Bé", number="", phone="", email=""),
        fee="Không thu. Khai sinh đúng hạn được miễn lệ phí.",
        derivation=(
            span(RECEIVED, 1.84, "1 giờ 50 phút", "Giờ làm việc buổi sáng"),
            span(office_time(2026, 11, 20, 13, 30), 3.5, "3 giờ 30 phút", "Giờ làm việc buổi chiều"),
            span(office_time(2026, 11, 21), 48, "không tính", "Thứ Bảy, Chủ nhật"),
            span(office_time(2026, 11, 23, 7), 10, "8 giờ", "Ngày làm việc"),
            span(office_time(2026, 11, 24, 7), 10, "8 giờ", "Ngày làm việc"),
            span(office_time(2026, 11, 25, 7), 2.67, "2 giờ 40 phút", "Giờ làm việc buổi sáng"),
        ),
        days_by=("Nghị quyết mẫu 1/NQ", "Thông báo mẫu 2/TB (2026)"),
    )
    return replace(made, **changed)


def control_slip() -> ControlSlip:
    """Form 06 of a birth registered late, still to be handed out."""
    return ControlSlip(
        head=head(),
        content="Đăng ký khai sinh",
        procedure_code="1.001193",
        filer=LAN.name,
        owner="Nguyễn Mẫu Bé",
        received_at=RECEIVED,
        term="3 ngày làm việc",
        first_due=DUE,
        legal_due=DUE + timedelta(days=2),
        told_due=DUE + timedelta(days=5),
        components=("Giấy chứng sinh", "Tờ khai"),
        sets=1,
        hands=(
            HandLine(giver=LAN.name, taker="Minh", work="Tiếp nhận", start=RECEIVED, end=RECEIVED),
            HandLine(
                giver="Minh", taker="Hoa", work="Thẩm định", start=RECEIVED, end=DUE,
                budget="8 giờ", used="24 giờ", result="Quá hạn", note="gấp",
            ),
            HandLine(giver="Hoa", taker="Vân", work="Vào sổ", start=DUE, end=None, used="đang làm"),
        ),
        trace=(TraceLine(start=RECEIVED, who="Minh", what="Tiếp nhận tại quầy", note="đủ giấy tờ"),),
        outcome="Giải quyết",
        ended_at=DUE,
        result="Đúng hạn",
        returned="chưa trả",
    )  # fmt: skip


def every_form() -> tuple[Document | ControlSlip, ...]:
    """One of each."""
    contact: dict[str, Any] = {"contact": "Trần Mẫu Minh", "contact_phone": "0000 000 111"}
    about: dict[str, Any] = {"head": head(), "filer": LAN, "content": "Đăng ký khai sinh"}
    return (
        slip(),
        control_slip(),
        SupplementRequest(
            **about,
            **contact,
            stage="(Trước khi tiếp nhận)",
            clerk="Trần Mẫu Minh",
            faults=(
                FaultLine(name="Giấy chứng sinh", fault="Ảnh chụp mờ, không đọc được ngày sinh", remedy="chụp lại"),
                FaultLine(name="Tờ khai", fault="Chưa ký", remedy="ký và ghi rõ họ tên", basis="mục 3 tờ khai"),
            ),
            reason="Chưa đủ căn cứ để ghi ngày sinh vào sổ.",
            reply="gửi trên trang tra cứu hoặc mang đến quầy 2",
            reply_by=DUE,
            clock="tạm dừng từ hôm nay đến khi ông/bà bổ sung đủ",
        ),
        RefusalNote(
            **about,
            **contact,
            submitted_at=RECEIVED,
            basis="Luật Hộ tịch (điều khoản: chưa kiểm tra)",
            reasons=("Việc này thuộc thẩm quyền của xã Đồi Mẫu, nơi cư trú của cha, mẹ.",),
            next_steps=("Nộp hồ sơ tại xã Đồi Mẫu.", "Nhờ Trung tâm chuyển giúp; không mất phí."),
            clerk="Trần Mẫu Minh",
        ),
        ApologyNote(
            **about,
            **contact,
            received_at=RECEIVED,
            first_due=DUE,
            promised=DUE + timedelta(days=1),
            new_due=DUE + timedelta(days=7),
            reason="Chờ ý kiến của cơ quan công an về nơi cư trú.",
            basis="118/2025/NĐ-CP (điều khoản: chưa kiểm tra)",
            times=1,
            signer="Phạm Mẫu Tuấn",
            signer_post="Phó Chủ tịch",
        ),
        StopNotice(
            **about,
            **contact,
            received_at=RECEIVED,
            stopped_at=DUE,
            reason="Ông/bà xin rút hồ sơ.",
            basis="Đơn xin rút hồ sơ ngày 25/11/2026",
            fee="Đã nộp 16.000 đ, được hoàn lại đủ.",
            papers="Trả lại ông/bà đủ 3 giấy tờ.",
            next_steps=("Nộp lại hồ sơ bất cứ lúc nào.",),
            signer="Lê Mẫu Tuấn",
            signer_post="Giám đốc Trung tâm",
        ),
        SubmissionReceipt(
            **about,
            procedure_code="1.001193",
            submitted_at=RECEIVED,
            answer_by=office_time(2026, 11, 23, 9, 40),
            papers=("Tờ khai đăng ký khai sinh", "Giấy chứng sinh"),
            term="3 ngày làm việc",
            fee="Không thu.",
        ),
    )
