"""The gate's refusals: each says what to do next, none says what was wrong with the person."""

from __future__ import annotations

from motcua.kernel.errors import Invalid


class NotAdmitted(Invalid):
    """The gate did not take the file; `reason` is a stable word for logs and tests."""

    code = "file-not-admitted"

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(SAYINGS[reason], **params)
        self.reason = reason
        if params:
            self.problems = {"": SAYINGS[reason] % params}


SAYINGS = {
    "empty": "Tệp không có nội dung. Xin chọn lại tệp, hoặc chụp lại giấy tờ.",
    "too-large": (
        "Tệp lớn hơn %(megabytes)s MB. Xin chụp lại ở cỡ ảnh vừa, hoặc tách giấy tờ thành nhiều tệp rồi gửi từng tệp."
    ),
    "too-many-pages": "Tệp có %(pages)s trang, hệ thống nhận nhiều nhất %(limit)s trang. Xin tách thành nhiều tệp.",
    "too-many-pixels": "Ảnh quá lớn để mở. Xin chụp lại ở cỡ ảnh vừa (khoảng 12 triệu điểm ảnh là đủ rõ).",
    "broken-picture": "Ảnh bị dở dang nên không mở được. Xin chụp lại giấy tờ rồi gửi lại.",
    "broken-pdf": "Tệp PDF bị dở dang nên không mở được. Xin xuất lại tệp PDF, hoặc chụp lại giấy tờ.",
    "encrypted-pdf": "Tệp PDF đang đặt mật khẩu. Xin bỏ mật khẩu rồi gửi lại, hoặc in ra và chụp lại.",
    "active-pdf": (
        "Tệp PDF có phần tự chạy hoặc tệp đính kèm bên trong. Xin chọn «In › Lưu thành PDF» để có bản chỉ gồm"
        " các trang, rồi gửi lại."
    ),
    "heic-unreadable": (
        "Máy chưa đọc được ảnh HEIC. Trên iPhone: Cài đặt › Camera › Định dạng › Tương thích nhất, rồi xin chụp lại."
    ),
    "broken-office": "Tệp Word hoặc Excel không mở được. Xin lưu lại thành PDF rồi gửi lại.",
    "active-office": "Tệp Word hoặc Excel có phần tự chạy bên trong. Xin lưu lại thành PDF rồi gửi lại.",
    "unknown": (
        "Hệ thống nhận ảnh (JPG, PNG), PDF, Word và Excel. Xin chụp lại giấy tờ, hoặc lưu tệp thành PDF rồi gửi lại."
    ),
}
