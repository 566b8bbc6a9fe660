"""The files' route alone, as config mounts it."""

from django.urls import include, path

urlpatterns = [path("tep/", include("motcua.apps.files.web.urls"))]
