"""What our own mail server found out about a sender (Authentication-Results, RFC 8601). What others wrote is not read."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from amends.correspondence.rules import Proof

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(?P<method>[a-z0-9-]{1,20})(?:/\d+)?\s*=\s*(?P<result>[a-z]{1,12})\b(?P<rest>.*)", re.S)
_PROPERTY = re.compile(r"\b(header\.(?:from|d|i)|smtp\.mailfrom)\s*=\s*\"?([^\s;\"]{1,260})")


def judge(fields: Sequence[str], sender: str, trusted: Collection[str]) -> Proof:
    """Say whether the address in From is proven: DMARC passed, or DKIM of the sender's own domain.

    fields: Authentication-Results, topmost first, the newest server's. For each method the topmost word counts, so that
    a field that the sender put in beforehand changes nothing.
    """
    domain = sender.rpartition("@")[2].lower()
    dmarc, dkim, spf = "", "", ""
    for method, result, properties in _results(fields, trusted):
        if method == "dmarc" and not dmarc:
            named = properties.get("header.from", domain).lower()
            dmarc = result if named.rpartition("@")[2] == domain else "none"
        elif method == "dkim" and dkim != "pass":
            signer = (properties.get("header.d") or properties.get("header.i", "").rpartition("@")[2]).lower()
            dkim = result if _is_aligned(signer, domain) else dkim or "none"
        elif method == "spf" and not spf:
            spf = result
    if dmarc in ("pass", "fail"):
        return Proof.PASS if dmarc == "pass" else Proof.FAIL
    if dkim == "pass":
        return Proof.PASS
    return Proof.FAIL if spf == "fail" or dkim == "fail" else Proof.NONE


def _results(fields: Sequence[str], trusted: Collection[str]) -> list[tuple[str, str, dict[str, str]]]:
    """Take trusted fields apart into (method, result, properties)."""
    found = []
    for field in fields[:20]:
        plain = _COMMENT.sub(" ", field[:4000]).lower()
        server, _, rest = plain.partition(";")
        if (server.split() or [""])[0] not in trusted:
            continue
        for part in rest.split(";")[:30]:
            if match := _RESULT.match(part):
                found.append((match["method"], match["result"], dict(_PROPERTY.findall(match["rest"]))))
    return found


def _is_aligned(signer: str, domain: str) -> bool:
    """Say whether a signature belongs to the sender's domain: the same, or one above it that is more than a top level."""
    return bool(signer) and (signer == domain or ("." in signer and domain.endswith("." + signer)))
