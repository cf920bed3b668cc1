"""Who calls: a token in the Authorization header, read anew for each request so that revoking works at once."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from amends.organisation.actor import Actor
from amends.organisation.models import ApiToken
from amends.organisation.queries import actor_of_token, find_token


class ApiRequest(HttpRequest):
    """A request that carried a valid token."""

    token: ApiToken
    actor: Actor


class Bearer(HttpBearer):
    """Authorization: Bearer <token>."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        row = find_token(token[:200])
        if row is None:
            return None
        actor = actor_of_token(row)
        request.token, request.actor = row, actor  # type: ignore[attr-defined]
        return actor
