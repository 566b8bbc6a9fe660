"""Routes of the portal."""

from django.urls import URLPattern, path

from motcua.surfaces.portal.views import catalogue, sign_in, tracking

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", catalogue.home, name="home"),
    path("thu-tuc/", catalogue.find, name="find"),
    path("thu-tuc/<str:code>/", catalogue.procedure, name="procedure"),
    path("huong-dan/", catalogue.help_page, name="help"),
    path("tra-cuu/", tracking.ask, name="track"),
    path("tra-cuu/ho-so/", tracking.tracked, name="tracked"),
    path("dang-nhap/", sign_in.ask_code, name="sign_in"),
    path("dang-nhap/ma/", sign_in.enter_code, name="sign_in_code"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
]
