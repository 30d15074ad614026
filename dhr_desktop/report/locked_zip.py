"""A ZIP whose files are locked with AES-256, as WinZip and 7-Zip open it (the format's AE-2).

Names inside are plain in this format, so they are neutral ones. The same content under the same password makes other
bytes each time: the salt must never be used twice.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import zlib
from collections.abc import Sequence

METHOD_AES, AE_2, AES_256 = 99, 2, 3
SALT, ROUNDS, KEY, TAG = 16, 1000, 32, 10  # as the format sets them
DATE, TIME = 0x0021, 0  # 1 January 1980: no clock leaves with it
FLAGS = 0x0001 | 0x0800  # locked; names are UTF-8
NEEDED = 51
SHORTEST_PASSWORD = 12


def locked_zip(files: Sequence[tuple[str, bytes]], password: str) -> bytes:
    """The files under one password."""
    body, directory = bytearray(), bytearray()
    for name, data in files:
        offset = len(body)
        packed = _locked(_deflated(data), password)
        told = name.encode("utf-8")
        extra = struct.pack("<HHH2sBH", 0x9901, 7, AE_2, b"AE", AES_256, 8)
        common = struct.pack(
            "<HHHHIIIHH", FLAGS, METHOD_AES, TIME, DATE, 0, len(packed), len(data), len(told), len(extra)
        )
        body += struct.pack("<IH", 0x04034B50, NEEDED) + common + told + extra + packed
        directory += struct.pack("<IHH", 0x02014B50, NEEDED, NEEDED) + common
        directory += struct.pack("<HHHII", 0, 0, 0, 0, offset) + told + extra
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(files), len(files), len(directory), len(body), 0)
    return bytes(body + directory + end)


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _locked(packed: bytes, password: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    salt = os.urandom(SALT)
    keys = hashlib.pbkdf2_hmac("sha1", password.encode("utf-8"), salt, ROUNDS, KEY * 2 + 2)
    blocks = -(-len(packed) // 16)
    counters = b"".join(number.to_bytes(16, "little") for number in range(1, blocks + 1))  # the format counts this way
    maker = Cipher(algorithms.AES(keys[:KEY]), modes.ECB()).encryptor()
    stream = (maker.update(counters) + maker.finalize())[: len(packed)]
    locked = (int.from_bytes(packed, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(packed), "big")
    tag = hmac.new(keys[KEY : KEY * 2], locked, hashlib.sha1).digest()[:TAG]
    return salt + keys[KEY * 2 :] + locked + tag
