"""Django's card of this app."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "motcua.apps.procedures"
