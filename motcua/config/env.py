"""The only reader of the environment: every setting an installer may give, with its meaning."""

from __future__ import annotations

import os
from pathlib import Path

#: Where the checkout lies.
ROOT = Path(__file__).resolve().parents[2]


class SettingError(ValueError):
    """A setting cannot be read as what it is to be; the text names it."""


def text(name: str, default: str = "") -> str:
    """A setting as text."""
    return os.environ.get(name, default)


def secret(name: str) -> str:
    """A setting nobody should read over a shoulder: given itself, or in the file that NAME_FILE names."""
    named = text(f"{name}_FILE")
    return Path(named).read_text(encoding="utf-8").strip() if named else text(name)


def switch(name: str, default: str = "no") -> bool:
    """A setting that is yes or no."""
    return text(name, default).lower() in {"1", "yes", "true", "on"}


def number(name: str, default: int) -> int:
    """A setting that is a whole number; raises SettingError, which names it."""
    given = text(name).strip()
    if given and not given.isdecimal():
        raise SettingError(f"{name} phải là số, không phải «{given}». (This setting must be a whole number.)")
    return int(given or default)


def listed(name: str) -> list[str]:
    """A setting of words parted by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def var_dir() -> Path:
    """Where files, keys and the embedded database live (MOTCUA_VAR, else `var/` in the checkout)."""
    return Path(text("MOTCUA_VAR") or ROOT / "var")


def key_file() -> Path:
    """The key ring (MOTCUA_KEYS, else keys.json in the var directory)."""
    return Path(text("MOTCUA_KEYS") or var_dir() / "keys.json")


def database() -> str:
    """Conninfo or URL of the login this process uses (MOTCUA_DB_ROLE: app, owner or system)."""
    role = text("MOTCUA_DB_ROLE", "app")
    production = {"app": "DATABASE_URL", "owner": "DATABASE_OWNER_URL", "system": "DATABASE_SYSTEM_URL"}
    return text(f"MOTCUA_DB_{role.upper()}") or text(production[role])


def for_child(**settings: str) -> dict[str, str]:
    """Everything that is set, and `settings`, for a process we start."""
    return {**os.environ, **settings}


def take_role(role: str) -> None:
    """Use the login of this role (app, owner or system) from now on: what a fork does that is to be another."""
    os.environ["MOTCUA_DB_ROLE"] = role


def settle(**settings: str) -> None:
    """Set what this process reads later; what an installer has set already stays."""
    for name, value in settings.items():
        os.environ.setdefault(name, value)
