"""Django's card of this app."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "motcua.apps.printing"
