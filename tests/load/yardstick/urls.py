"""Three routes."""

from __future__ import annotations

from django.urls import path

from tests.load.yardstick import views

urlpatterns = [path("insert", views.insert), path("read/<str:code>", views.read), path("list", views.list_rows)]
