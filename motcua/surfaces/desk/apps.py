"""Django's card of the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "motcua.surfaces.desk"
