"""Django's card of this app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "motcua.apps.notifications"
