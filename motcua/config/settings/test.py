"""Tests: as the application's role, over a throw-away server or the one MOTCUA_DB_OWNER names."""

from __future__ import annotations

import base64
import json
import tempfile
from pathlib import Path

from motcua.config import env
from motcua.config.preparation import compile_texts
from motcua.config.settings.base import *  # noqa: F403 -- settings are one flat namespace
from motcua.config.settings.base import database_settings

compile_texts()  # pages under /en/ are tested as they are read

_scratch = Path(tempfile.mkdtemp(prefix="motcua-test-"))
VAR_DIR = _scratch
BLOB_DIR = _scratch / "blobs"
PACKS_DIR = _scratch / "packs"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]  # whatever packs lie in the var folder of this checkout
LOCALE_PATHS = [env.ROOT / "motcua" / "locale"]
KEY_FILE = _scratch / "keys.json"
KEY_FILE.write_text(
    json.dumps(
        {
            "current": 1,
            "keys": {"1": base64.b64encode(b"test-key-of-thirty-two-bytes-!!!").decode()},
            "blind": base64.b64encode(b"blind-key-of-thirty-two-bytes-!!").decode(),
            "signing": "only for tests",
        }
    )
)
SECRET_KEY = "only for tests"  # noqa: S105 -- signs nothing that leaves a test

DATABASES = {
    "default": database_settings(
        env.text("MOTCUA_DB_OWNER", "dbname=motcua user=motcua_owner host=/tmp/motcua-no-server"),
        engine="motcua.base.testing.backend",
    )
}
DATABASES["default"]["TEST"] = {"NAME": env.text("MOTCUA_TEST_DB", "test_motcua"), "TEMPLATE": "template0"}
#: Filled by migrations, so a flush between transactional tests must leave them.
KEPT_ON_FLUSH = ["workcalendar_calendar", "workcalendar_calendarday"]

#: Tests forget between each other and never wait, so statement counts do not hang on the speed of the machine.
MEMORY_TRUSTED_SECONDS = 3600.0

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = _scratch / "static"
STATIC_ROOT.mkdir()
PUBLIC_URL = "http://testserver"
