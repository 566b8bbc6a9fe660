"""Django's card of this app."""

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "motcua.apps.numbering"
