"""Settings of the yardstick: the same database as ours, nothing else."""

from __future__ import annotations

from motcua.config import env
from motcua.config.settings.base import database_settings

SECRET_KEY = "the yardstick keeps no secrets"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["tests.load.yardstick"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.load.yardstick.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {"default": database_settings(env.database(), engine="django.db.backends.postgresql")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
