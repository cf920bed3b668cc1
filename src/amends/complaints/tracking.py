"""The complainant's own door: a link token and a typed key, both derived, so that no secret lies in the database.

A token is 128 bits for links, a key 80 bits for typing; raising `track_version` revokes both.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from amends.complaints.models import Complaint
from amends.kernel import reference

EXPIRES_AFTER_CLOSING = timedelta(days=90)  # as long as a complaint can be reopened
_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_TYPED = str.maketrans("OILU", "011V")
_NOBODY = UUID(int=0)


def token_for(complaint_id: UUID, version: int = 1) -> str:
    """Give the token of the link /t/<token>: 26 characters without look-alikes."""
    return _derive("link", complaint_id, version, 16)


def key_for(complaint_id: UUID, version: int = 1) -> str:
    """Give the key a person types with the reference: four groups of four characters."""
    key = _derive("key", complaint_id, version, 10)
    return "-".join(key[start : start + 4] for start in range(0, 16, 4))


def digest_for(complaint_id: UUID, version: int = 1) -> str:
    """Give the digest under which a complaint is found by its token."""
    return hashlib.sha256(token_for(complaint_id, version).encode()).hexdigest()


def find_by_token(token: str, *, at: datetime) -> Complaint | None:
    """Find the complaint of a link token; None when the token is none of ours, revoked or expired."""
    digest = hashlib.sha256(token.upper().encode(errors="replace")).hexdigest()
    found = _with_house().filter(track_digest=digest).first()
    return found if found and not has_expired(found, at=at) else None


def find_by_key(typed_reference: str, typed_key: str, *, at: datetime) -> Complaint | None:
    """Find the complaint of a typed reference and key; None, in the same time, whichever of them is wrong."""
    number = reference.parse(typed_reference)
    found = _with_house().filter(number=number).first() if number else None
    is_right = is_key_of(found or Complaint(id=_NOBODY), typed_key)
    return found if found and is_right and not has_expired(found, at=at) else None


def has_expired(complaint: Complaint, *, at: datetime) -> bool:
    """Say whether the complainant's door is shut: a while after closing, when nothing can be reopened any more."""
    return complaint.closed_at is not None and complaint.closed_at + EXPIRES_AFTER_CLOSING < at


def is_key_of(complaint: Complaint, typed: str) -> bool:
    """Compare a typed key in constant time; width, look-alike letters and separators do not count."""
    letters = unicodedata.normalize("NFKC", typed[:80]).upper().translate(_TYPED)
    plain = "".join(letter for letter in letters if letter.isalnum())
    right = key_for(complaint.pk, complaint.track_version).replace("-", "")
    return hmac.compare_digest(plain.encode(errors="replace"), right.encode())


def _with_house() -> QuerySet[Complaint]:
    return Complaint.objects.select_related("brand__calendar", "branch__calendar", "customer", "representative", "unit")


def _derive(purpose: str, complaint_id: UUID, version: int, size: int) -> str:
    message = f"amends:track:{purpose}:{complaint_id}:{version}".encode()
    digest = hmac.digest(settings.SECRET_KEY.encode(), message, "sha256")[:size]
    return base64.b32encode(digest).decode().rstrip("=").translate(_LETTERS)
