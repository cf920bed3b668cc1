"""Codes of the taxonomy that the process itself reads, and the shipped data."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Level(StrEnum):
    """Whose doing a cause is: the company's as a whole or one person's."""

    COMPANY = "company"
    INDIVIDUAL = "individual"


class Responsibility(StrEnum):
    PRODUCER = "producer"
    SELLER = "seller"
    SERVICE = "service"
    LOGISTICS = "logistics"
    PLATFORM = "platform"
    POLICY = "policy"
    SHARED = "shared"
    CUSTOMER = "customer"
    NOBODY = "nobody"
    UNPROVEN = "unproven"


class Loss(StrEnum):
    """Whether the complainant has lost, expects to lose, or has not lost."""

    ACTUAL = "actual"
    EXPECTED = "expected"
    NONE = "none"


@cache
def shipped() -> dict[str, list[dict[str, Any]]]:
    """Give the shipped taxonomy: families, causes, remedies."""
    content: dict[str, list[dict[str, Any]]] = json.loads(
        files("amends.taxonomy").joinpath("taxonomy.json").read_text("utf-8")
    )
    return content


@cache
def remedy_names() -> dict[str, dict[str, str]]:
    """Give the names of all remedies by code."""
    return {one["code"]: one["names"] for one in shipped()["remedies"]}


@cache
def cause_names() -> dict[str, dict[str, str]]:
    """Give the names of all shipped causes by code."""
    return {one["code"]: one["names"] for one in shipped()["causes"]}
