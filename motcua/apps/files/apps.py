"""Django's card of this app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "motcua.apps.files"
