"""Ciphered columns (AES-256-GCM) and blind indexes for personal data.

Stored form: key number (2 bytes), nonce (12), cipher text with tag. The column's own name is bound in, so a
value copied to another column does not open. Search goes by `blind_index`, an HMAC: a plain hash of a
twelve-digit number could be guessed in minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import models
from django.utils.translation import gettext

from motcua.base.db.keys import KeyRing, reread, ring

INDEX_BYTES = 16
_shown: ContextVar[bool] = ContextVar("damage-shown", default=False)


class Unreadable(ValueError):
    """The stored cipher text does not open with any key of the ring: wrong key file, or a changed row."""


class Damaged(str):
    """The words that stand in a list where a text does not open; only `showing_damage` gives them."""

    __slots__ = ()


def damaged() -> Damaged:
    """These words, in the language of the page."""
    return Damaged(gettext("Không đọc được"))


@contextmanager
def showing_damage() -> Iterator[None]:
    """Within it a text that does not open reads as `Damaged`, and a document as None; also a decorator.

    For lists that people read: one damaged row says so and the others stand beside it. A command never reads so,
    since it would write the words back; a list must be read to its end within it.
    """
    token = _shown.set(True)
    try:
        yield
    finally:
        _shown.reset(token)


def shows_damage() -> bool:
    """Whether `showing_damage` holds, for what is opened without a field."""
    return _shown.get()


def seal(plain: bytes, *, bound_to: str) -> bytes:
    """Cipher text of `plain`, which opens only for the same `bound_to`."""
    keys, nonce = ring(), os.urandom(12)
    return keys.current.to_bytes(2, "big") + nonce + keys.ciphers[keys.current].encrypt(nonce, plain, bound_to.encode())


def unseal(stored: bytes, *, bound_to: str, keys: KeyRing | None = None) -> bytes:
    """What `seal` was given; raises Unreadable. `keys` is another ring than the settings'."""
    number = int.from_bytes(stored[:2], "big")
    cipher = (keys or ring()).ciphers.get(number)
    if cipher is None and keys is None:  # added since this process has read the file
        cipher = reread().ciphers.get(number)
    if cipher is None:
        raise Unreadable(f"{bound_to}: no key of number {number}")
    try:
        return cipher.decrypt(stored[2:14], stored[14:], bound_to.encode())
    except (InvalidTag, ValueError):  # ValueError: cut short
        raise Unreadable(bound_to) from None


def blind_index(value: str, *, purpose: str) -> bytes:
    """A keyed fingerprint of `value`: equal for equal values of one purpose, telling nothing else."""
    message = f"{purpose}\0{value}".encode()
    return hmac.new(ring().blind, message, hashlib.sha256).digest()[:INDEX_BYTES]


class EncryptedText(models.BinaryField):  # type: ignore[type-arg]
    """Text that is cipher text in the database."""

    def _bound_to(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        """Cipher the text on its way in."""
        plain = None if value is None else seal(self.to_bytes(value), bound_to=self._bound_to())
        return super().get_db_prep_value(plain, connection, prepared)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        """Open it on its way out."""
        if value is None:
            return None
        try:
            return self._open(bytes(value))
        except Unreadable:
            if not _shown.get():
                raise
            return self.in_place_of_damage()

    def _open(self, stored: bytes) -> Any:
        plain = unseal(stored, bound_to=self._bound_to())
        try:
            return self.from_bytes(plain)
        except ValueError:
            raise Unreadable(self._bound_to()) from None

    def in_place_of_damage(self) -> Any:
        """What stands where `showing_damage` holds and the cipher text does not open."""
        return damaged()

    def to_python(self, value: Any) -> Any:
        """Django's deserialiser hands values through unchanged."""
        return value

    def to_bytes(self, value: Any) -> bytes:
        """The plain bytes of a value."""
        return str(value).encode()

    def from_bytes(self, plain: bytes) -> Any:
        """The value of plain bytes."""
        return plain.decode()


class EncryptedJson(EncryptedText):
    """A JSON document that is cipher text in the database."""

    def to_bytes(self, value: Any) -> bytes:
        """Compact JSON, letters as they are."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, plain: bytes) -> Any:
        """The document."""
        return json.loads(plain)

    def in_place_of_damage(self) -> Any:
        """No words stand for a document: None."""
        return None
