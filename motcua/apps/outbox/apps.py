"""Django's card of this app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "motcua.apps.outbox"
