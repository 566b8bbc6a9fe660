"""What a verification of the log says."""

from django.utils.translation import gettext_lazy as _

#: By the value of `values.Fault`.
FAULTS = {
    "changed": _("Lô %(batch)s: có dòng đã bị sửa."),
    "removed": _("Lô %(batch)s: có dòng đã bị xoá (còn %(detail)s)."),
    "inserted": _("Lô %(batch)s: có dòng bị chèn thêm (nay %(detail)s)."),
    "chain-broken": _("Lô %(batch)s: dấu niêm phong không nối với lô trước."),
    "seal-missing": _("Lô %(batch)s: mất dấu niêm phong."),
    "head-differs": _("Lô %(batch)s: khác với giá trị đã xuất ra ngoài lúc %(detail)s."),
    "entry-missing": _("Có dòng không còn nhật ký đi kèm: %(detail)s."),
}
WHOLE = _("Nhật ký nguyên vẹn: %(batches)s lô, %(entries)s dòng; %(unsealed)s dòng chưa niêm phong.")
FAULTY = _("Nhật ký KHÔNG nguyên vẹn: %(findings)s chỗ sai.")
NEEDS_SYSTEM = _("Lệnh này chạy bằng vai trò motcua_system: đặt MOTCUA_DB_ROLE=system.")
NOTHING_SEALED = _("Chưa có dòng nào được niêm phong.")
EXPORTED = _("Đã ghi giá trị mới nhất vào %(path)s; hãy giữ một bản ở ngoài máy này.")
READING = _("Đọc lại nhật ký")
LINES = _("dòng")
