"""The page that describes the API to people: made from the same schema that machines read, with local files only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amends.api.application import api


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the API does."""

    method: str
    path: str
    summary: str
    description: str
    parameters: list[str]
    body: list[str]
    answers: list[str]


def page(request: HttpRequest) -> HttpResponse:
    """Show every operation with its fields and answers."""
    schema: dict[str, Any] = dict(api.get_openapi_schema())
    return render(request, "api/docs.html", {"operations": list(_operations(schema)), "version": schema["openapi"]})


def _operations(schema: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        for method, one in methods.items():
            yield Operation(
                method=method.upper(),
                path=path,
                summary=one.get("summary", ""),
                description=one.get("description", ""),
                parameters=[f"{field['name']} ({field['in']})" for field in one.get("parameters", ())],
                body=list(_fields(schema, one.get("requestBody", {}))),
                answers=sorted(str(status) for status in one.get("responses", {})),
            )


def _fields(schema: dict[str, Any], body: dict[str, Any]) -> Iterator[str]:
    for content in body.get("content", {}).values():
        inline = content.get("schema", {})
        shape = schema["components"]["schemas"].get(inline.get("$ref", "").rpartition("/")[2], inline)
        needed = set(shape.get("required", ()))
        yield from (f"{field}{'' if field in needed else '?'}" for field in shape.get("properties", {}))
