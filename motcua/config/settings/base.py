"""What holds however Motcua runs."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import structlog
from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from motcua.base import packs
from motcua.config import env
from motcua.config.discreet import without_values

BASE_DIR = env.ROOT
VAR_DIR = env.var_dir()
KEY_FILE = env.key_file()
BLOB_DIR = VAR_DIR / "blobs"


def signing_secret() -> str:
    """Django's signing secret, from the key file; a value that cannot serve where there is none yet."""
    if not KEY_FILE.exists():
        return "no key file yet: this process only builds or checks"
    return hashlib.sha256(json.loads(KEY_FILE.read_text(encoding="utf-8"))["signing"].encode()).hexdigest()


def database_settings(conninfo: str, *, engine: str = "motcua.base.db.backend") -> dict[str, Any]:
    """Django's description of a database given as libpq keywords or URL."""
    known = conninfo_to_dict(conninfo)
    return {
        "ENGINE": engine,
        "NAME": known.pop("dbname", "motcua"),
        "USER": known.pop("user", ""),
        "PASSWORD": known.pop("password", ""),
        "HOST": known.pop("host", ""),
        "PORT": str(known.pop("port", "") or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Bound and prepared on the server: planning our statements costs more than running them (half the time saved).
        # One more reason against a pooler in transaction mode.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3}
        | {key: value for key, value in known.items() if value is not None},
    }


SECRET_KEY = signing_secret()
DEBUG = False
ALLOWED_HOSTS = env.listed("MOTCUA_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
#: The address printed on slips and in QR codes.
PUBLIC_URL = env.text("MOTCUA_URL", "http://127.0.0.1:8000").rstrip("/")
#: Code of the centre whose portal is served at this address; empty means the first that was opened.
PORTAL_CENTRE = env.text("MOTCUA_CENTRE")
#: What a code of the National Portal looks like: agency, day, running number. The circular's own text is not at hand.
OUTSIDE_CODE = env.text(
    "MOTCUA_OUTSIDE_CODE",
    r"(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-(?P<day>\d{6}|\d{8})-\d{4,7}",
)

INSTALLED_APPS = [
    "motcua.base.db.apps.DatabaseGroundConfig",
    "motcua.ui",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    "procrastinate.contrib.django",
    "motcua.apps.audit",
    "motcua.apps.outbox",
    "motcua.apps.workcalendar",
    "motcua.apps.files",
    "motcua.apps.numbering",
    "motcua.apps.identity",
    "motcua.apps.organization",
    "motcua.apps.procedures",
    "motcua.apps.parties",
    "motcua.apps.printing",
    "motcua.apps.dossiers",
    "motcua.apps.notifications",
    "motcua.surfaces.portal",
    "motcua.surfaces.desk",
    "motcua.surfaces.console",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.config.middleware.one_policy",
    "motcua.config.middleware.told_plainly",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "motcua.config.middleware.bounded",  # before the first that reads a body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.config.middleware.who_acts",
    "motcua.config.middleware.one_of_many",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["motcua.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": database_settings(env.database())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
#: Languages beside the house's two are packs: folders in PACKS_DIR, found at the start (`base.packs`).
PACKS_DIR = VAR_DIR / "packs"
_READY = VAR_DIR / "packs-ready"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), *packs.make_ready(PACKS_DIR, _READY)]
LOCALE_PATHS = [BASE_DIR / "motcua" / "locale", _READY]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
FORM_RENDERER = "motcua.ui.widgets.Renderer"

# Uploads go through the gate of the files app; larger bodies are refused before they are read (`middleware.bounded`).
MOST_SENT = DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
MOST_SENT_WITH_FILES = 110 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "motcua.config.errors.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}

#: On a browser that many share: after so many seconds without a key or a touch it asks whether somebody is there.
SHARED_REST_SECONDS = env.number("MOTCUA_SHARED_REST", 180)

#: How long a process may trust what it keeps in memory (calendars, catalogue, centres) before it asks for the revision.
MEMORY_TRUSTED_SECONDS = 2.0
#: The rule of three o'clock (15:00) is a default, and no «now» by mistake, also at three o'clock.
SILENCED_SYSTEM_CHECKS = ["fields.W161"]
#: The dispatcher resolves this name once, at its start.
SUBSCRIPTIONS = "motcua.config.subscriptions.SUBSCRIPTIONS"
#: What the dispatcher also does each second, as `(at=…)`.
EACH_SECOND = ["motcua.apps.audit.commands.keep_sealed", "motcua.apps.dossiers.commands.watching.watch_clock"]
#: And once a day, at night, as motcua_system too.
EACH_DAY = ["motcua.apps.files.commands.sweep"]
#: What the web server reads into memory before its workers are forked from it, as `(on=…)`.
READ_BEFORE_SERVING = ["motcua.apps.procedures.queries.catalogue.warm", "motcua.apps.organization.queries.units.warm"]
#: Tables whose rows name their audit entry, and the column; `audit verify` asks for each.
AUDITED_TABLES: list[tuple[str, str]] = [("dossiers_transition", "audit_id")]
#: Largest upload, its pages and its pixels; an administrator's figures, not the law's.
UPLOAD_LIMITS = {"bytes": 10 * 1024 * 1024, "pages": 60, "pixels": 50_000_000}
#: How often a dossier's promise may be put off with an apology (form 04): once by the one-stop rules as practised.
EXTENSIONS_AT_MOST = env.number("MOTCUA_EXTENSIONS", 1)
#: The ways messages leave the house, in the order they are tried where a centre has not said otherwise.
MESSAGE_CHANNELS = env.listed("MOTCUA_MESSAGE_CHANNELS") or ["file"]
#: How many days what the `file` channel wrote lies for a gateway program to fetch; it holds telephone numbers.
OUTGOING_KEPT_DAYS = env.number("MOTCUA_OUTGOING_DAYS", 30)
#: The mail server, where `email` is one of them; its certificate is checked.
EMAIL_HOST = env.text("MOTCUA_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("MOTCUA_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("MOTCUA_SMTP_USER")
EMAIL_HOST_PASSWORD = env.secret("MOTCUA_SMTP_PASSWORD")
EMAIL_USE_TLS = env.text("MOTCUA_SMTP_SECURITY", "starttls") == "starttls"
EMAIL_USE_SSL = env.text("MOTCUA_SMTP_SECURITY", "starttls") == "tls"
EMAIL_TIMEOUT = env.number("MOTCUA_SMTP_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = env.text("MOTCUA_MAIL_FROM", "motcua@localhost")
#: Whether a proxy of ours speaks TLS before us (serve.py asks the environment).
BEHIND_TLS = False
#: Figures of sign-in that differ from the defaults of identity's `Limits` (session lengths, tries, windows).
SIGN_IN_LIMITS: dict[str, int] = {
    "codes_per_phone_a_day": env.number("MOTCUA_CODES_PER_PHONE", 30),
    "codes_per_hour": env.number("MOTCUA_CODES_PER_HOUR", 600),
}

#: What Django, the worker and the libraries have to say from warnings up, into the log of the process.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_address": {"()": "motcua.config.discreet.NoAddress"}},
    "formatters": {"plain": {"()": "motcua.config.discreet.Plain"}},
    "handlers": {
        "log": {"class": "logging.StreamHandler", "level": "WARNING", "filters": ["no_address"], "formatter": "plain"},
    },
    "root": {"handlers": ["log"]},
    "loggers": {
        "django.request": {"filters": ["no_address"]},
        "django.security.csrf": {"filters": ["no_address"]},
    },
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_values,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    cache_logger_on_first_use=True,
)
