"""Routes of the portal."""

from django.urls import URLPattern, path

from motcua.surfaces.portal.views import sign_in

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("dang-nhap/", sign_in.ask_code, name="sign_in"),
    path("dang-nhap/ma/", sign_in.enter_code, name="sign_in_code"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
]
