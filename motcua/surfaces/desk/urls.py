"""Routes of the desk."""

from django.urls import URLPattern, path

from motcua.surfaces.desk.views import sign_in

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("sign-in/", sign_in.give_password, name="sign_in"),
    path("sign-in/second/", sign_in.give_code, name="sign_in_second"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("centre/", sign_in.choose_centre, name="centre"),
]
