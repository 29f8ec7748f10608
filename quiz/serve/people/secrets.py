"""Secrets: long random tokens, and codes short enough to type. Only their hashes are kept."""

from __future__ import annotations

import hashlib
import re
import secrets

_TOKEN_BYTES = 32
_TOKEN = re.compile("[A-Za-z0-9_-]{43}")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits without those that look alike."""
_CODE_LENGTH = 10
"""Of 31 signs each: 49 bits."""


def new_token() -> str:
    """A new secret that nobody can guess."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_in(text: str) -> str:
    """The secret that `new_token` made and a form brings back; "" if it is none."""
    return text if _TOKEN.fullmatch(text) else ""


def new_code() -> str:
    """A new code of a class, such as "kmq7d-x2fhr"."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return f"{code[:5]}-{code[5:]}"


def tidy_code(text: str) -> str:
    """A code as it was typed, in the form in which it is hashed: case, spaces and dashes do not
    matter."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    # The secrets are random and long: a plain hash cannot be reversed by trying.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
