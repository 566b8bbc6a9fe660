"""Django's card of this app."""

from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "motcua.apps.organization"
