"""Routes of the desk."""

from django.urls import URLPattern, path

from motcua.surfaces.desk.views import (
    acts,
    counter,
    dossier,
    outside,
    people,
    printing,
    register,
    search,
    sign_in,
    work,
)

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("sign-in/", sign_in.give_password, name="sign_in"),
    path("sign-in/second/", sign_in.give_code, name="sign_in_second"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("centre/", sign_in.choose_centre, name="centre"),
    path("", work.work_list, name="work"),
    path("today/", work.today, name="today"),
    path("register/", register.ask, name="register"),
    path("register/book.pdf", register.pdf, name="register_pdf"),
    path("search/", search.search, name="search"),
    path("places/", counter.places, name="places"),
    path("counter/", counter.find, name="counter"),
    path("counter/<str:code>/", counter.counter, name="counter_file"),
    path("outside/", outside.register, name="outside"),
    path("outside/import/", outside.look, name="outside_list"),
    path("outside/import/rows/", outside.bring_in, name="outside_bring_in"),
    path("outside/import/template.csv", outside.template, name="outside_template"),
    path("dossiers/<uuid:dossier_id>/", dossier.dossier, name="dossier"),
    path("dossiers/<uuid:dossier_id>/received/", counter.received, name="received"),
    path("dossiers/<uuid:dossier_id>/why/", dossier.why, name="why"),
    path("dossiers/<uuid:dossier_id>/eform/", dossier.eform, name="eform"),
    path("dossiers/<uuid:dossier_id>/people/<uuid:party_id>/", dossier.show_number, name="number"),
    path("dossiers/<uuid:dossier_id>/people/<uuid:party_id>/correct/", people.correct, name="correct"),
    path("dossiers/<uuid:dossier_id>/papers/<uuid:component_id>/", acts.check, name="check"),
    path("dossiers/<uuid:dossier_id>/reports/<uuid:report_id>/", outside.settle, name="settle_report"),
    path("dossiers/<uuid:dossier_id>/do/<slug:slug>/", acts.act, name="act"),
    path("dossiers/<uuid:dossier_id>/print/<slug:form>/", printing.ask, name="print"),
    path("dossiers/<uuid:dossier_id>/print/<slug:form>.pdf", printing.pdf, name="pdf"),
    path("files/<uuid:ref_id>/", dossier.file, name="file"),
]
