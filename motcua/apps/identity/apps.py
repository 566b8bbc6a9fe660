"""Django's card of this app."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "motcua.apps.identity"
