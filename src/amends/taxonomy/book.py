"""The writer of the table of causes: loads what is shipped without touching what somebody changed."""

from __future__ import annotations

import re

from amends.taxonomy.models import Cause
from amends.taxonomy.rules import remedy_names, shipped


def load() -> int:
    """Insert the shipped causes that are not there yet; give how many were new."""
    known = set(Cause.objects.values_list("code", flat=True))
    new = [
        Cause(**{**one, "remedies": remedy_codes(one["remedies"])})
        for one in shipped()["causes"]
        if one["code"] not in known
    ]
    Cause.objects.bulk_create(new)
    return len(new)


def remedy_codes(words: str) -> list[str]:
    """Read "REPR>REPL>REFD, APOL" as codes in order of preference; words that are no code are left out."""
    known = remedy_names()
    return [code for code in dict.fromkeys(re.findall(r"[A-Z]{4}", words)) if code in known]
