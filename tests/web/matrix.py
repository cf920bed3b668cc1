"""Who gets what at every address: reviewed by people. A new address without a row fails tests/web/test_matrix.py.

Actors: clerk (employee, no duty), handler and lead (own unit), investigator (handler of another unit), manager, payer,
safety, legal, auditor, admin; stranger (manager of another brand); anonymous.
Outcomes: ok (shown, done, or refused in the form with what was typed), 403 (seen, but not theirs to do), 404 (not there
for them), in (led to the sign-in), open (anybody).
"""

from __future__ import annotations

STAFF = (
    "clerk", "handler", "lead", "investigator", "manager", "payer", "safety", "legal", "auditor", "admin", "stranger",
)  # fmt: skip
# Those who see the complaint of the matrix: it lies with the front unit, whose people handler and lead are.
SEE = ("handler", "lead", "manager", "safety", "legal", "auditor")


def _of(**outcomes: tuple[str, ...]) -> dict[str, str]:
    row = dict.fromkeys(STAFF, "404") | {"anonymous": "in"}
    for outcome, actors in outcomes.items():
        row |= dict.fromkeys(actors, outcome.strip("_"))
    return row


NOWHERE = dict.fromkeys((*STAFF, "anonymous"), "404")
ANYBODY = dict.fromkeys((*STAFF, "anonymous"), "open")
ALL_STAFF = _of(ok=STAFF)
TAKERS = _of(ok=tuple(one for one in STAFF if one != "auditor"), _403=("auditor",))
HANDLING = ("handler", "lead", "investigator", "manager", "safety", "legal", "stranger")
HANDLERS = _of(ok=HANDLING, _403=tuple(one for one in STAFF if one not in HANDLING))
NO_SUCH_MAIL = _of(_403=tuple(one for one in STAFF if one not in HANDLING))
READ = _of(ok=SEE)
WRITE = _of(ok=tuple(one for one in SEE if one != "auditor"), _403=("auditor",))
DECIDE = _of(ok=("lead", "manager", "legal"), _403=("handler", "safety", "auditor"))
RECEIVER = _of(_403=SEE)  # only the one who took it in
NOT_THERE = _of()  # an id that does not exist, or not for anybody here
NOTHING_TO_SHOW = _of(_403=STAFF)  # people of the matrix have neither password nor second factor
ADMIN = _of(ok=("admin",), _403=tuple(one for one in STAFF if one != "admin"))

# Name of the address -> (method, row, what is posted).
Row = tuple[str, dict[str, str], dict[str, str]]
MATRIX: dict[str, Row] = {
    # settings
    "settings": ("GET", ADMIN, {}),
    "settings-changes": ("GET", ADMIN, {}),
    "settings-section": ("GET", ADMIN, {}),
    "settings-row": ("GET", dict.fromkeys(STAFF, "403") | {"admin": "404", "anonymous": "in"}, {}),
    # the portal
    "portal-start": ("GET", ANYBODY, {}),
    "portal-complain": ("GET", ANYBODY, {}),
    "portal-upload": ("POST", ANYBODY, {}),
    "portal-left": ("POST", ANYBODY, {}),
    "portal-stuck": ("GET", ANYBODY, {}),
    "portal-sent": ("GET", ANYBODY, {}),
    "portal-track": ("GET", ANYBODY, {}),
    "portal-token": ("GET", ANYBODY, {}),
    "portal-tracking": ("GET", ANYBODY, {}),
    "portal-add": ("POST", ANYBODY, {}),
    "portal-agree": ("POST", ANYBODY, {}),
    "portal-dispute": ("POST", ANYBODY, {}),
    "portal-put-right": ("POST", ANYBODY, {}),
    "portal-withdraw": ("POST", ANYBODY, {}),
    "portal-code": ("GET", ANYBODY, {}),
    "portal-code-picture": ("GET", ANYBODY, {}),
    "portal-file": ("GET", ANYBODY, {}),
    "portal-picture": ("GET", ANYBODY, {}),
    "portal-lost": ("GET", ANYBODY, {}),
    "portal-card": ("GET", ANYBODY, {}),
    "portal-card-code": ("GET", ANYBODY, {}),
    "language": ("POST", ANYBODY, {}),
    "brand-css": ("GET", ANYBODY, {}),
    # pages of the demo; elsewhere there is nothing
    "demo-outbox": ("GET", NOWHERE, {}),
    "demo-mail": ("GET", NOWHERE, {}),
    "demo-real": ("GET", NOWHERE, {}),
    # coming in
    "account_login": ("GET", ANYBODY, {}),
    "mfa_authenticate": ("GET", ANYBODY, {}),
    "mfa_login_webauthn": ("GET", ANYBODY, {}),
    "account_inactive": ("GET", ANYBODY, {}),
    "account_logout": ("GET", ANYBODY, {}),
    "till": ("GET", ANYBODY, {}),  # asks for the till's own secret
    "till-slip": ("GET", ANYBODY, {}),  # only in the browser of the till that took it
    # one's own account
    "account_reauthenticate": ("GET", NOTHING_TO_SHOW, {}),
    "mfa_reauthenticate": ("GET", NOTHING_TO_SHOW, {}),
    "mfa_reauthenticate_webauthn": ("GET", NOTHING_TO_SHOW, {}),
    "account_change_password": ("GET", ALL_STAFF, {}),
    "account_set_password": ("GET", ALL_STAFF, {}),
    "mfa_index": ("GET", ALL_STAFF, {}),
    "mfa_activate_totp": ("GET", ALL_STAFF, {}),
    "mfa_deactivate_totp": ("GET", NOT_THERE, {}),
    "mfa_view_recovery_codes": ("GET", NOT_THERE, {}),
    "mfa_generate_recovery_codes": ("GET", ALL_STAFF, {}),
    "mfa_download_recovery_codes": ("GET", NOT_THERE, {}),
    "mfa_list_webauthn": ("GET", ALL_STAFF, {}),
    "mfa_add_webauthn": ("GET", ALL_STAFF, {}),
    "mfa_remove_webauthn": ("GET", NOT_THERE, {}),
    "desk-me": ("GET", ALL_STAFF, {}),
    "desk-language": ("POST", ALL_STAFF, {}),
    # the desk
    "desk-home": ("GET", ALL_STAFF, {}),
    "desk-inbox": ("GET", ALL_STAFF, {}),
    "desk-arrivals": ("GET", ALL_STAFF, {}),
    "desk-search": ("GET", ALL_STAFF, {}),
    "desk-promises": ("GET", ALL_STAFF, {}),
    "desk-questions": ("GET", ALL_STAFF, {}),
    "desk-question": ("GET", NOT_THERE, {}),
    "desk-mails": ("GET", HANDLERS, {}),
    "desk-mail": ("POST", NO_SUCH_MAIL, {"act": "aside"}),
    "desk-mail-original": ("GET", NO_SUCH_MAIL, {}),
    "desk-behalf": ("GET", TAKERS, {}),
    "desk-now": ("GET", TAKERS, {}),
    "desk-behalf-known": ("GET", TAKERS, {}),
    # one complaint
    "desk-pane": ("GET", READ, {}),
    "desk-complaint": ("GET", READ, {}),
    "desk-seen": ("POST", READ, {}),
    "desk-message": ("GET", READ, {}),
    "desk-letter": ("GET", READ, {}),
    "desk-file": ("GET", READ, {}),
    "desk-picture": ("GET", NOT_THERE, {}),
    "desk-mail-html": ("GET", NOT_THERE, {}),
    "desk-taken": ("GET", READ, {}),
    "desk-reply": ("POST", WRITE, {"r-text": "Dear", "r-medium": "spoken", "r-base_sequence": "999"}),
    "desk-note": ("POST", WRITE, {"n-text": "Seen"}),
    "desk-call": ("POST", WRITE, {"c-text": "Spoken"}),
    "desk-draft": ("POST", WRITE, {"r-text": "Dear"}),
    "desk-recall": ("POST", WRITE, {}),
    "desk-sent": ("POST", WRITE, {}),
    "desk-promise-give": (
        "POST", WRITE, {"subject": "update", "words": "x", "due_on": "2026-07-16", "due_at": "12:00"},
    ),
    "desk-promise-keep": ("POST", WRITE, {"words": "Done"}),
    "desk-promise-move": ("POST", WRITE, {"words": "Agreed", "due_on": "2026-07-16", "due_at": "12:00"}),
    "desk-promise-why": ("GET", READ, {}),
    "desk-hand-over": ("POST", RECEIVER, {"medium": "spoken"}),
    "desk-slip": ("GET", RECEIVER, {}),
    # "desk-act" is judged act by act: see ACTS_BY_RIGHT.
    # for machines that watch over it
    "healthz": ("GET", ANYBODY, {}),
    "readyz": ("GET", ANYBODY, {}),
    "metrics": ("GET", ANYBODY, {}),
    "setup": ("GET", ANYBODY, {}),  # closed for ever once somebody works here
}  # fmt: skip
# An act of a step is done by whoever holds its right on the complaint.
ACTS_BY_RIGHT = {
    "handle": WRITE,
    "decide": DECIDE,
    "see_unit": WRITE,
    "merge": _of(ok=("lead", "manager"), _403=("handler", "safety", "legal", "auditor")),
    "take": WRITE,
    "clear_safety": _of(ok=("manager", "safety"), _403=("handler", "lead", "legal", "auditor")),
}
