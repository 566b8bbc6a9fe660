"""What a verification of the log says."""

from django.utils.translation import gettext_lazy as _

from motcua.apps.audit.values import Fault

FAULTS = {
    Fault.CHANGED: _("Lô %(batch)s: có dòng đã bị sửa."),
    Fault.REMOVED: _("Lô %(batch)s: có dòng đã bị xoá (còn %(detail)s)."),
    Fault.INSERTED: _("Lô %(batch)s: có dòng bị chèn thêm (nay %(detail)s)."),
    Fault.CHAIN_BROKEN: _("Lô %(batch)s: dấu niêm phong không nối với lô trước."),
    Fault.SEAL_MISSING: _("Lô %(batch)s: mất dấu niêm phong."),
    Fault.HEAD_DIFFERS: _("Lô %(batch)s: khác với giá trị đã xuất ra ngoài lúc %(detail)s."),
    Fault.ENTRY_MISSING: _("Có dòng không còn nhật ký đi kèm: %(detail)s."),
}
WHOLE = _("Nhật ký nguyên vẹn: %(batches)s lô, %(entries)s dòng; %(unsealed)s dòng chưa niêm phong.")
FAULTY = _("Nhật ký KHÔNG nguyên vẹn: %(findings)s chỗ sai.")
NEEDS_SYSTEM = _("Lệnh này chạy bằng vai trò motcua_system: đặt MOTCUA_DB_ROLE=system.")
NOTHING_SEALED = _("Chưa có dòng nào được niêm phong.")
EXPORTED = _("Đã ghi giá trị mới nhất vào %(path)s; hãy giữ một bản ở ngoài máy này.")
READ = _("đã đọc %(entries)s dòng")
