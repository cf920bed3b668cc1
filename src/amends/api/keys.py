"""Idempotency-Key: the same request again, also after a broken connection, gets the first answer and changes nothing."""

from __future__ import annotations

import hashlib
from typing import Annotated

from ninja.params.functions import Header

from amends.api.access import ApiRequest
from amends.intake.idempotency import KeyedRequest

Key = Annotated[str, Header(alias="Idempotency-Key", max_length=255)]


def keyed(caller: ApiRequest, key: str, asked: bytes) -> KeyedRequest | None:
    """Describe a request that was sent under a key; None where none was sent. asked: what it asks for, byte for byte."""
    if not key:
        return None
    return KeyedRequest(caller.actor.code, key, hashlib.sha256(asked).hexdigest())
