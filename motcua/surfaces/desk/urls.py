"""Routes of the desk."""

from django.urls import URLPattern, path

from motcua.surfaces.desk.views import acts, dossier, sign_in, work

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("sign-in/", sign_in.give_password, name="sign_in"),
    path("sign-in/second/", sign_in.give_code, name="sign_in_second"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("centre/", sign_in.choose_centre, name="centre"),
    path("", work.work_list, name="work"),
    path("today/", work.today, name="today"),
    path("dossiers/<uuid:dossier_id>/", dossier.dossier, name="dossier"),
    path("dossiers/<uuid:dossier_id>/why/", dossier.why, name="why"),
    path("dossiers/<uuid:dossier_id>/people/<uuid:party_id>/", dossier.show_number, name="number"),
    path("dossiers/<uuid:dossier_id>/papers/<uuid:component_id>/", acts.check, name="check"),
    path("dossiers/<uuid:dossier_id>/do/<slug:slug>/", acts.act, name="act"),
    path("files/<uuid:ref_id>/", dossier.file, name="file"),
]
