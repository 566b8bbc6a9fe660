"""The commands of bin/motcua: what each is for, an example, and the login it needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.config import env


class Needs(StrEnum):
    """What a command needs of the database: nothing, or one of the three logins."""

    NOTHING = "nothing"
    APP = "app"
    OWNER = "owner"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Command:
    """One command as people type it; «calc due» is the management command calc_due."""

    name: str
    group: str
    purpose: str
    example: str
    needs: Needs
    #: Reads or keeps what is there: makes no database, key or table, and refuses where there is nothing.
    keeps: bool = False

    @property
    def module(self) -> str:
        """The name of the management command."""
        return self.name.replace(" ", "_")

    @property
    def role(self) -> str:
        """The login that settings take; without a database it does not matter."""
        return Needs.APP.value if self.needs is Needs.NOTHING else self.needs.value


_DAILY = "Vận hành hằng ngày (every day)"
_CALC = "Tính thử theo lô, không cần máy chủ (batch calculators, no server needed)"
_SAFE = "An toàn dữ liệu (safety of the data)"
_WORK = "Dành cho người cài đặt (for installers)"

#: The whole list, in the order `--help` shows it.
COMMANDS = (
    Command("demo", _DAILY, "Nạp trung tâm mẫu (load the demonstration centre)", "demo --reset", Needs.APP),
    Command(
        "code",
        _DAILY,
        "Mã xác thực hiện tại của một người dùng mẫu (a demo user's second factor)",
        "code minh",
        Needs.APP,
        keeps=True,
    ),
    Command(
        "centre open",
        _DAILY,
        "Mở Trung tâm thật của một xã, phường cùng người quản trị đầu tiên (open a real centre: how one begins)",
        "centre open 03862 --username an.mau",
        Needs.APP,
    ),
    Command(
        "account renew",
        _DAILY,
        "Cấp lại mật khẩu và mã xác thực khi không người quản trị nào vào được (when no administrator can get in)",
        "account renew an.mau --reason phone",
        Needs.APP,
    ),
    Command(
        "account province",
        _DAILY,
        "Cho một cán bộ theo dõi cả tỉnh, hoặc thôi (an officer follows the whole province, or no longer)",
        "account province an.mau",
        Needs.APP,
    ),
    Command(
        "catalogue import",
        _DAILY,
        "Nạp danh mục thủ tục từ tệp, hoặc --shipped (import procedures)",
        "catalogue import thu-tuc.jsonl",
        Needs.APP,
    ),
    Command(
        "units import",
        _DAILY,
        "Nạp đơn vị hành chính từ tệp, hoặc danh sách đi kèm (import administrative units)",
        "units import thay-doi.csv",
        Needs.APP,
    ),
    Command(
        "calendar copy",
        _DAILY,
        "Lập lịch làm việc riêng cho những Trung tâm có giờ khác (a calendar of its own)",
        'calendar copy mien-nui "Lịch miền núi"',
        Needs.APP,
    ),
    Command(
        "calc due",
        _CALC,
        "Tính ngày hẹn trả và giải thích từng ngày (due dates, explained)",
        "calc due ho-so.jsonl",
        Needs.NOTHING,
    ),
    Command(
        "calc search",
        _CALC,
        "Tìm thủ tục theo câu hỏi (find procedures)",
        "calc search cau-hoi.jsonl --top 5",
        Needs.NOTHING,
    ),
    Command("calc cccd", _CALC, "Đọc mã QR căn cước (read identity-card scans)", "calc cccd -", Needs.NOTHING),
    Command("calc vietqr", _CALC, "Tạo hoặc đọc mã VietQR (make or read VietQR codes)", "calc vietqr -", Needs.NOTHING),
    Command(
        "calc copyfee", _CALC, "Tính phí chứng thực bản sao (fees of certified copies)", "calc copyfee -", Needs.NOTHING
    ),
    Command("calc index766", _CALC, "Tính bộ chỉ số 766 (the service index)", "calc index766 ky.jsonl", Needs.NOTHING),
    Command(
        "backup",
        _SAFE,
        "Sao lưu cơ sở dữ liệu và tệp, không kèm khóa (never the keys)",
        "backup /mnt/usb",
        Needs.OWNER,
        keeps=True,
    ),
    Command(
        "restore",
        _SAFE,
        "Phục hồi vào cơ sở dữ liệu trống, rồi kiểm tra (into an empty database)",
        "restore /mnt/usb/motcua-…",
        Needs.OWNER,
    ),
    Command(
        "sweep files",
        _SAFE,
        "Xoá tệp không còn ai dùng; máy tự làm mỗi đêm (files nobody needs; done each night)",
        "sweep files",
        Needs.SYSTEM,
    ),
    Command(
        "audit verify",
        _SAFE,
        "Kiểm tra nhật ký có bị sửa, xóa, chèn không (is the log whole?)",
        "audit verify",
        Needs.SYSTEM,
        keeps=True,
    ),
    Command(
        "audit head",
        _SAFE,
        "In giá trị niêm phong mới nhất để cất nơi khác (newest seal)",
        "audit head",
        Needs.SYSTEM,
        keeps=True,
    ),
    Command(
        "keys", _SAFE, "Tạo tệp khóa nếu chưa có; --add thêm khóa mới (make or renew the keys)", "keys", Needs.NOTHING
    ),
    Command("migrate", _WORK, "Cập nhật cấu trúc cơ sở dữ liệu (bring the tables up to date)", "migrate", Needs.OWNER),
    Command(
        "bench", _WORK, "Đo tốc độ so với thước đo tối giản (speed against a bare yardstick)", "bench", Needs.OWNER
    ),
    Command(
        "texts missing",
        _WORK,
        "Những câu một ngôn ngữ còn thiếu (the texts a language still lacks)",
        "texts missing en",
        Needs.NOTHING,
    ),
    Command(
        "texts check",
        _WORK,
        "Kiểm tra một gói ngôn ngữ trước khi cài (check a language pack)",
        "texts check /mnt/usb/xx",
        Needs.NOTHING,
    ),
    Command("worker", _WORK, "Chạy các việc nền (background work; bin/start does this)", "worker", Needs.APP),
    Command(
        "dispatcher",
        _WORK,
        "Chuyển các sự kiện đã ghi (hand on recorded facts; bin/start does this)",
        "dispatcher",
        Needs.SYSTEM,
    ),
)


def exists(module: str) -> bool:
    """Whether some app of ours has the management command `module`."""
    return any(env.ROOT.glob(f"motcua/*/*/management/commands/{module}.py"))
