"""A packet of a call, as Discord seals it: RTP under ``aead_xchacha20_poly1305_rtpsize``."""

import struct
from dataclasses import dataclass

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError

SILENCE = b"\xf8\xff\xfe"
"""The Opus frame that says nothing; five of them end what somebody says."""
_OPUS = 0x78
_HEADER = 12
_NONCE = 4
_TAG = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A sealed packet of sound."""

    ssrc: int
    """Whose stream it belongs to."""
    sequence: int
    """Counts the packets of a stream, modulo 65536."""
    data: bytes
    """All of it."""
    header: int
    """Bytes at its beginning that are not encrypted."""


def parse(data: bytes) -> Packet | None:
    """*data* as a packet of sound; None for anything else: RTCP, video, garbage."""
    if len(data) < _HEADER or data[0] >> 6 != 2 or data[1] & 0x7F != _OPUS:
        return None
    header = _HEADER + 4 * (data[0] & 0x0F)
    if data[0] & 0x10:
        header += 4  # the extension's own header; its body is encrypted
    if len(data) < header + _TAG + _NONCE:
        return None
    sequence, _, ssrc = struct.unpack_from(">HII", data, 2)
    return Packet(ssrc=ssrc, sequence=sequence, data=data, header=header)


def opened(packet: Packet, key: bytes) -> bytes | None:
    """The frame in *packet*, which the server sealed with *key*; None if it did not."""
    data, header = packet.data, packet.header
    nonce = data[-_NONCE:].ljust(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, b"\0")
    try:
        body = crypto_aead_xchacha20poly1305_ietf_decrypt(
            data[header:-_NONCE], data[:header], nonce, key
        )
    except (CryptoError, ValueError, TypeError):
        return None
    if data[0] & 0x10:
        (words,) = struct.unpack_from(">H", data, header - 2)
        body = body[4 * words :]
    if data[0] & 0x20 and body:
        body = body[: -body[-1] or None]
    return body or None
