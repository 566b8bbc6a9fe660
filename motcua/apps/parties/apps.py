"""Django's card of this app."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "motcua.apps.parties"
