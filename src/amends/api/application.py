"""The API: one application under /api/v1/, its routers and its errors."""

from __future__ import annotations

from ninja import NinjaAPI

from amends.api import closure, complaints, decision, errors, investigation, messages, promises, search, triage
from amends.api.access import Bearer

api = NinjaAPI(
    title="Amends",
    version="1",
    description="Take complaints in, read them, move them along.",
    auth=Bearer(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
errors.install(api)
api.add_router("/complaints", complaints.router)
for steps in (messages, triage, investigation, decision, closure):
    api.add_router("/complaints", steps.router)
api.add_router("/promises", promises.router)
api.add_router("/search", search.router)
