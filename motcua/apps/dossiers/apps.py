"""Django's card of this app."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.apps.dossiers"
