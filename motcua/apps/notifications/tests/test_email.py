"""E-mail: over TLS with a checked certificate, tried again as the fault asks, one letter however often it is sent."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from motcua.apps.notifications import gateways
from motcua.kernel.clock import office_time
from motcua.kernel.ids import uuid7
from sandbox import mail

AT = office_time(2026, 11, 20, 12)


@pytest.fixture
def by_mail(settings: Any) -> Any:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "127.0.0.1", False, False
    settings.EMAIL_HOST_USER, settings.EMAIL_TIMEOUT = "", 1
    settings.DEFAULT_FROM_EMAIL = "Trung tâm Mẫu <mot-cua@suoi-mau.example>"
    return settings


def letter(to: str = "lan@nha.example") -> gateways.Letter:
    return gateways.Letter(
        uuid7(), to, "decided", "Hồ sơ H99.99-261120-0042 đã có kết quả.", heading="Trung tâm Suối Mẫu"
    )


def send(server: mail.MailServer, settings: Any, one: gateways.Letter) -> None:
    settings.EMAIL_PORT = server.port
    gateways.EmailSender().send(one, at=AT)


def test_a_letter_arrives_whole_and_names_no_case_in_its_heading(by_mail: Any) -> None:
    one = letter()
    with mail.serving() as server:
        send(server, by_mail, one)
    [taken] = server.taken
    assert str(make_header(decode_header(taken["Subject"]))) == "Trung tâm Suối Mẫu"
    assert taken["To"] == "lan@nha.example"
    assert taken["Message-ID"] == f"<{one.id}@suoi-mau.example>"
    assert "đã có kết quả" in bytes(taken.get_payload(decode=True)).decode()


@pytest.mark.parametrize("fault", ["busy", "full", "cut", "hang", "down"])
def test_what_may_be_mended_is_tried_again_and_is_one_letter(by_mail: Any, fault: str) -> None:
    one = letter()
    with mail.serving(fault) as server:
        with pytest.raises(gateways.NotNow):
            send(server, by_mail, one)
        send(server, by_mail, one)
    assert list(server.mailbox) == [f"<{one.id}@suoi-mau.example>"]


def test_a_mailbox_that_is_not_there_is_never_possible(by_mail: Any) -> None:
    with mail.serving("no-mailbox") as server, pytest.raises(gateways.NeverPossible, match="smtp-550"):
        send(server, by_mail, letter())
    assert server.taken == []


def test_an_address_that_would_add_a_header_is_refused(by_mail: Any) -> None:
    with mail.serving() as server, pytest.raises(gateways.NeverPossible):
        send(server, by_mail, letter("lan@nha.example\nBcc: ai@do.example"))
    assert server.taken == []


def test_no_server_is_not_now(by_mail: Any) -> None:
    with mail.serving() as server:
        by_mail.EMAIL_PORT = server.port
    with pytest.raises(gateways.NotNow):
        gateways.EmailSender().send(letter(), at=AT)


def test_a_password_never_travels_open(by_mail: Any) -> None:
    by_mail.EMAIL_HOST_USER, by_mail.EMAIL_HOST_PASSWORD = "mot-cua", "bí mật"
    with mail.serving() as server, pytest.raises(gateways.NotNow, match="no-tls"):
        send(server, by_mail, letter())
    assert (server.signed_in, server.taken) == ([], [])


def certificate(folder: Path) -> Path:
    """A certificate for this machine, signed by itself, with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)  # noqa: TID251 -- TLS asks the real clock
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = (
        built.serial_number(7).not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
    )
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    basic = x509.BasicConstraints(ca=True, path_length=None)
    signed = built.add_extension(here, critical=False).add_extension(basic, critical=True).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    kept = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "server.pem"
    path.write_bytes(signed.public_bytes(pem) + kept)
    return path


@pytest.mark.parametrize("trusted", [True, False])
def test_a_server_is_spoken_to_only_if_its_certificate_is_known(
    by_mail: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    pem = certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    by_mail.EMAIL_USE_TLS, by_mail.EMAIL_HOST_USER, by_mail.EMAIL_HOST_PASSWORD = True, "mot-cua", "matkhau"
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with mail.serving(tls=tls) as server:
        if trusted:
            send(server, by_mail, letter())
        else:
            with pytest.raises(gateways.NotNow, match="SSLCertVerificationError"):
                send(server, by_mail, letter())
    assert (len(server.taken), server.signed_in) == ((1, ["encrypted"]) if trusted else (0, []))
