"""Routes of the portal."""

from django.urls import URLPattern, path

from motcua.surfaces.portal.views import (
    catalogue,
    confirming,
    filing,
    filing_elsewhere,
    guide,
    helping,
    language,
    life,
    own,
    places,
    procedure,
    sign_in,
    tracking,
    uploads,
)

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", catalogue.home, name="home"),
    path("thu-tuc/", catalogue.find, name="find"),
    path("thu-tuc/goi-y/", catalogue.suggest, name="suggest"),
    path("thu-tuc/<str:code>.json", procedure.as_json, name="procedure_json"),
    path("thu-tuc/<str:code>/", procedure.page, name="procedure"),
    path("thu-tuc/<str:code>/hoi/", guide.ask, name="guide"),
    path("doi-song/", life.every, name="life"),
    path("doi-song/<slug:key>/", life.one, name="life_event"),
    path("huong-dan/", catalogue.help_page, name="help"),
    path("dia-gioi/", places.became, name="places"),
    path("tra-cuu/", tracking.ask, name="track"),
    path("tra-cuu/ho-so/", tracking.tracked, name="tracked"),
    path("giup-nop/", helping.helping, name="helping"),
    path("giup-nop/da-nop/", helping.helped_done, name="helped_done"),
    path("giup-nop/<str:code>/", helping.begin_helped, name="begin_helped"),
    path("nop-ho-so/ho-so/<uuid:draft_id>/phieu-dong-y.pdf", helping.consent_sheet, name="consent_sheet"),
    path("nop-ho-so/ho-so/<uuid:draft_id>/danh-sach-giay-to.pdf", filing_elsewhere.check_list, name="check_list"),
    path(
        "nop-ho-so/ho-so/<uuid:draft_id>/noi-dung-da-khai.pdf", filing_elsewhere.declared_sheet, name="declared_sheet"
    ),
    path("nop-ho-so/<str:code>/", filing.begin, name="begin"),
    path("nop-ho-so/ho-so/<uuid:draft_id>/", filing.resume, name="resume"),
    path("nop-ho-so/ho-so/<uuid:draft_id>/bo/", filing.discard, name="discard"),
    path("nop-ho-so/ho-so/<uuid:draft_id>/quy-dinh-moi/", filing.follow, name="follow"),
    path("nop-ho-so/ho-so/<uuid:draft_id>/giay-to/<uuid:ref_id>/bo/", filing.remove_file, name="remove_file"),
    path("nop-ho-so/ho-so/<uuid:draft_id>/tai-len/", uploads.begin, name="uploads"),
    path("nop-ho-so/ho-so/<uuid:draft_id>/tai-len/<uuid:coming_id>/", uploads.one, name="upload"),
    path("nop-ho-so/ho-so/<uuid:draft_id>/<str:name>/", filing.page, name="filing"),
    path("ho-so/", own.own, name="own"),
    path("ho-so/ngon-ngu/", language.choose_language, name="language"),
    path("ho-so/<uuid:dossier_id>/", own.one, name="own_dossier"),
    path("ho-so/<uuid:dossier_id>/bien-nhan/", own.receipt, name="receipt"),
    path("ho-so/<uuid:dossier_id>/bo-sung/", own.reply, name="reply"),
    path("ho-so/<uuid:dossier_id>/rut/", own.withdraw, name="withdraw"),
    path("ho-so/<uuid:dossier_id>/ai-da-xem/", own.who_looked, name="who_looked"),
    path("ho-so/<uuid:dossier_id>/nguoi-ky/<uuid:signatory_id>/", own.ask_signatory, name="ask_signatory"),
    path("xac-nhan/<str:link>/", confirming.confirm, name="confirm"),
    path("dang-nhap/", sign_in.ask_code, name="sign_in"),
    path("dang-nhap/ma/", sign_in.enter_code, name="sign_in_code"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
]
