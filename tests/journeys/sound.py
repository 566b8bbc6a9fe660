"""A second of silence, made here: Ogg with Opus, as a language pack holds records."""

from __future__ import annotations

import struct
from collections.abc import Iterator

#: Opus counts 48 of these in a millisecond, whatever the sound is sampled at.
_RATE = 48_000
#: Twenty milliseconds of silence.
_FRAME, _FRAME_LENGTH = b"\xf8\xff\xfe", 960


def silence(*, milliseconds: int = 300) -> bytes:
    """A sound file that a browser plays to its end and nobody hears."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, _RATE, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 6) + b"motcua" + struct.pack("<I", 0)
    frames = milliseconds // 20
    return b"".join(
        (
            _page([head], number=0, position=0, flags=2),
            _page([tags], number=1, position=0, flags=0),
            _page([_FRAME] * frames, number=2, position=frames * _FRAME_LENGTH, flags=4),
        )
    )


def _page(packets: list[bytes], *, number: int, position: int, flags: int) -> bytes:
    """A page of short packets (RFC 3533), with its check sum."""
    head = struct.pack("<4sBBqIII", b"OggS", 0, flags, position, 1, number, 0)
    page = bytearray(head + bytes([len(packets), *map(len, packets)]) + b"".join(packets))
    page[22:26] = struct.pack("<I", _sum_of(page))
    return bytes(page)


def _sum_of(page: bytearray) -> int:
    total = 0
    for bit in _bits_of(page):
        total = ((total << 1) & 0xFFFFFFFF) ^ (0x04C11DB7 if (total >> 31) ^ bit else 0)
    return total


def _bits_of(page: bytearray) -> Iterator[int]:
    return ((byte >> place) & 1 for byte in page for place in range(7, -1, -1))
