"""Django's card of the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "motcua.surfaces.portal"
