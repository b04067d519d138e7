"""What a voice server does in DAVE: it proposes who is in the group, and forwards what members make.

RFC 9420 as far as that goes. Members never take the server's word for a key: it only signs
proposals, as the group's external sender.
"""

import struct
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_VERSION, _PUBLIC = 1, 1
_PROPOSAL, _EXTERNAL, _MEMBER = 2, 2, 1
_ADD, _REMOVE = 1, 3
_BASIC = 1


@dataclass
class ExternalSender:
    """The server's signature on proposals."""

    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def package(self) -> bytes:
        """The body of op 25."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return vector(point) + struct.pack(">H", _BASIC) + vector(b"voice")

    def add(self, key_package: bytes, *, group: int, epoch: int) -> bytes:
        """The body of op 27 that proposes a member."""
        return self._propose(struct.pack(">H", _ADD) + key_package, group, epoch)

    def remove(self, leaf: int, *, group: int, epoch: int) -> bytes:
        """The body of op 27 that proposes to take the member at *leaf* out."""
        return self._propose(struct.pack(">HI", _REMOVE, leaf), group, epoch)

    def _propose(self, proposal: bytes, group: int, epoch: int) -> bytes:
        content = vector(struct.pack(">Q", group)) + struct.pack(">QBI", epoch, _EXTERNAL, 0)
        content += vector(b"") + bytes([_PROPOSAL]) + proposal
        head = struct.pack(">HH", _VERSION, _PUBLIC)
        signed = vector(b"MLS 1.0 FramedContentTBS") + vector(head + content)
        signature = self.key.sign(signed, ec.ECDSA(SHA256()))
        return b"\0" + vector(head + content + vector(signature))


def vector(data: bytes) -> bytes:
    """*data* behind its length."""
    if len(data) < 0x40:
        return bytes([len(data)]) + data
    if len(data) < 0x4000:
        return struct.pack(">H", 0x4000 | len(data)) + data
    return struct.pack(">I", 0x8000_0000 | len(data)) + data


def parted(made: bytes) -> tuple[bytes, bytes]:
    """The commit and the welcome in the body of op 28; the second may be empty."""
    reader = _Reader(made)
    reader.skip(4)  # version, wire format
    reader.vector()  # group
    reader.skip(8)  # epoch
    if reader.byte() == _MEMBER:
        reader.skip(4)
    reader.vector()  # authenticated data
    reader.byte()  # a commit
    reader.vector()  # its proposals
    if reader.byte():
        _path(reader)
    for _ in range(3):  # signature, confirmation tag, membership tag
        reader.vector()
    return made[: reader.at], made[reader.at :]


def _path(reader: "_Reader") -> None:
    reader.vector()  # encryption key
    reader.vector()  # signature key
    reader.skip(2)
    reader.vector()  # identity
    for _ in range(5):
        reader.vector()  # capabilities
    source = reader.byte()
    if source == 1:
        reader.skip(16)  # lifetime
    elif source == 3:
        reader.vector()  # parent hash
    reader.vector()  # extensions
    reader.vector()  # signature
    reader.vector()  # nodes


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def skip(self, size: int) -> None:
        self.at += size

    def byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def vector(self) -> None:
        size = 1 << (self._data[self.at] >> 6)
        length = int.from_bytes(self._data[self.at : self.at + size], "big")
        self.at += size + (length & ((1 << (8 * size - 2)) - 1))
