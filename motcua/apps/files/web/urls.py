"""The one route of files."""

from django.urls import path

from motcua.apps.files.web import views

app_name = "files"
urlpatterns = [path("<str:token>", views.open_file, name="open")]
