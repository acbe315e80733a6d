"""The signed file itself: one changed byte anywhere is refused; keys and fingerprints."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspectors.exchange import (
    Changed,
    Unreadable,
    Unsigned,
    canonical,
    fingerprint,
    private_key,
    public_key,
    seal,
    text_of,
    unseal,
)

KEY = Ed25519PrivateKey.generate()
PAYLOAD = {"county": "邻县（示例）", "serial": 3, "experts": [{"name": "示例专家", "category": "safety"}]}


def test_round() -> None:
    assert unseal(seal(PAYLOAD, key=KEY), key=KEY.public_key()) == PAYLOAD


def test_every_byte_and_every_bit() -> None:
    data, key = seal(PAYLOAD, key=KEY), KEY.public_key()
    for at in range(len(data)):
        for bit in range(8):
            bad = bytearray(data)
            bad[at] ^= 1 << bit
            with pytest.raises((Changed, Unreadable, Unsigned)):
                unseal(bytes(bad), key=key)


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_cut_or_padded(cut: int) -> None:
    data = seal(PAYLOAD, key=KEY)
    for bad in (data[:-cut], data + b" " * cut, b" " * cut + data, b"\xef\xbb\xbf" + data):
        with pytest.raises(Unreadable):
            unseal(bad, key=KEY.public_key())


def test_written_another_way() -> None:
    file = json.loads(seal(PAYLOAD, key=KEY))
    for bad in (json.dumps(file).encode(), json.dumps(file, ensure_ascii=False, indent=1).encode()):
        with pytest.raises(Unreadable):
            unseal(bad, key=KEY.public_key())


def test_a_key_given_twice() -> None:
    data = seal(PAYLOAD, key=KEY).replace(b'"serial":3', b'"serial":9,"serial":3')
    with pytest.raises(Unreadable):
        unseal(data, key=KEY.public_key())


@pytest.mark.parametrize("bad", [b"", b"[]", b"1", b"\xff", b"[" * 100_000, b'{"format":NaN}', b"PK\x03\x04"])
def test_no_file_at_all(bad: bytes) -> None:
    with pytest.raises(Unreadable):
        unseal(bad, key=KEY.public_key())


def test_unsigned() -> None:
    file = json.loads(seal(PAYLOAD, key=KEY))
    file["signature"] = ""
    with pytest.raises(Unsigned):
        unseal(canonical(file), key=KEY.public_key())
    del file["signature"]
    with pytest.raises(Unsigned):
        unseal(canonical(file), key=KEY.public_key())


def test_more_than_belongs_there() -> None:
    file = json.loads(seal(PAYLOAD, key=KEY))
    with pytest.raises(Unreadable):
        unseal(canonical({**file, "more": 1}), key=KEY.public_key())


def test_other_key() -> None:
    with pytest.raises(Changed):
        unseal(seal(PAYLOAD, key=KEY), key=Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize("signature", [1, [1], {"a": 1}, "é", "AAAA"])
def test_signature_of_wrong_kind(signature: object) -> None:
    file = json.loads(seal(PAYLOAD, key=KEY))
    file["signature"] = signature
    with pytest.raises((Changed, Unsigned)):
        unseal(canonical(file), key=KEY.public_key())


def test_keys_as_text() -> None:
    text = text_of(KEY.public_key())
    assert text_of(public_key(f" {text}\n")) == text
    assert len(text) == 44
    parts = fingerprint(text).split(" ")
    assert (len(parts), {len(part) for part in parts}) == (16, {4})
    for bad in ("", "AAAA", "é", text[:-1]):
        with pytest.raises(ValueError, match=r"."):
            public_key(bad)
        with pytest.raises(ValueError, match=r"."):
            private_key(bad)
