"""Grants for the application's roles, given before any table is made."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate

from motcua.base.db import grants


class DatabaseGroundConfig(AppConfig):
    name = "motcua.base.db"
    label = "ground"

    def ready(self) -> None:
        """Ask for the default privileges whenever migrations begin."""
        pre_migrate.connect(grants.give_defaults, sender=self, dispatch_uid="motcua-default-privileges")
