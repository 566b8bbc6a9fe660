"""Django's card of the console."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "motcua.surfaces.console"
