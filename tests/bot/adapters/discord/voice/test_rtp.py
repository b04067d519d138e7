"""Packets taken apart, sealed here the way the server seals them."""

import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.secret import Aead

from bot.adapters.discord.voice.rtp import opened, parse

KEY = bytes(range(32))


def sealed(
    frame: bytes,
    *,
    first: int = 0x80,
    sources: bytes = b"",
    extension: bytes = b"",
    body: bytes = b"",
) -> bytes:
    header = struct.pack(">BBHII", first, 0x78, 7, 960, 42) + sources + extension
    nonce = b"\0\0\0\x09"
    box = Aead(KEY).encrypt(body + frame, header, nonce.ljust(24, b"\0"))
    return header + box.ciphertext + nonce


@pytest.mark.parametrize(
    "data",
    [
        sealed(b"frame"),
        sealed(b"frame", first=0x82, sources=bytes(8)),
        sealed(b"frame", first=0x90, extension=b"\xbe\xde\0\x02", body=bytes(8)),
        sealed(b"frame\0\0\3", first=0xA0),
    ],
    ids=["plain", "sources", "extension", "padding"],
)
def test_what_was_sealed_is_opened(data: bytes) -> None:
    packet = parse(data)
    assert packet is not None
    assert (packet.ssrc, packet.sequence) == (42, 7)
    assert opened(packet, KEY) == b"frame"
    assert opened(packet, bytes(32)) is None
    assert opened(packet, b"") is None


@given(st.binary(max_size=80))
def test_nothing_breaks_it(data: bytes) -> None:
    for packet in map(parse, (data, b"\x80\x78" + data, b"\xbf\xf8" + data)):
        assert packet is None or opened(packet, KEY) is None


@given(st.binary(max_size=40), st.integers(0, 255))
def test_nothing_that_the_server_sealed_breaks_it(frame: bytes, first: int) -> None:
    packet = parse(sealed(frame, first=0x80 | first & 0x3F))
    if packet:
        opened(packet, KEY)


@pytest.mark.parametrize("start", ["80c8", "80c9", "8065", "4078", "9067"])
def test_what_is_no_sound_is_left_out(start: str) -> None:
    assert parse(bytes.fromhex(start) + os.urandom(60)) is None
