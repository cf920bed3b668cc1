"""All acts by name, and those open to somebody on a complaint."""

from __future__ import annotations

from amends.complaints import access
from amends.insight.case_file import CaseFile
from amends.kernel.errors import NotAllowed, NotFound
from amends.web.desk.acts import decision, ending, investigation, redress, triage
from amends.web.desk.acts.form import ActForm
from amends.web.desk.people import StaffRequest

ACTS: dict[str, type[ActForm]] = {
    act.name: act for act in (*triage.ACTS, *investigation.ACTS, *decision.ACTS, *redress.ACTS, *ending.ACTS)
}


def get(name: str) -> type[ActForm]:
    """Find an act. Errors: NotFound."""
    if name not in ACTS:
        raise NotFound(what="act")
    return ACTS[name]


def open_acts(request: StaffRequest, file: CaseFile) -> list[type[ActForm]]:
    """List what this person can do on this complaint now; the acts that carry it on first."""
    found = [act for act in ACTS.values() if act.is_open(request, file) and may(request, file, act)]
    return sorted(found, key=lambda act: not act.is_main)


def may(request: StaffRequest, file: CaseFile, act: type[ActForm]) -> bool:
    """Say whether somebody who sees the complaint may do this on it."""
    try:
        access.require(request.actor, act.right, file.complaint)
    except NotAllowed:
        return False
    return True
