"""Serving: on a bare machine by `bin/start`, or behind a proxy that speaks TLS."""

from __future__ import annotations

from motcua.config import env
from motcua.config.settings.base import *  # noqa: F403 -- settings are one flat namespace

#: Behind a TLS proxy set MOTCUA_TLS=yes: cookies then travel only encrypted.
BEHIND_TLS = env.switch("MOTCUA_TLS")
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if BEHIND_TLS else []  # noqa: F405 -- from base

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 86_400
