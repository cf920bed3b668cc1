"""What the complainant adds later, passed on by another program: words and files. The files of a complaint."""

from __future__ import annotations

import json
from collections.abc import Sequence
from secrets import token_hex
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from ninja.files import UploadedFile
from ninja.params.functions import File, Form

from amends.api import keys, shapes
from amends.api.access import ApiRequest
from amends.api.schemas import AttachmentList, AttachmentsMade, MessageIn, MessageOut, Text
from amends.complaints import access
from amends.correspondence import uploads
from amends.correspondence.models import Message, Upload
from amends.flows import adding
from amends.flows.adding import PassedOn
from amends.insight import case_file
from amends.insight.downloads import as_download
from amends.intake.idempotency import Answer

router = Router(tags=["complaints"])


@router.post("/{reference}/messages", response={201: MessageOut}, summary="Add words of the complainant")
def add_message(
    request: HttpRequest, reference: str, content: MessageIn, idempotency_key: keys.Key = ""
) -> HttpResponse:
    """Add what the complainant said elsewhere to a complaint."""
    caller = cast(ApiRequest, request)
    complaint = access.get_for(caller.actor, reference)
    told = PassedOn(text=content.text, subject=content.subject or "")
    keyed = keys.keyed(caller, idempotency_key, f"POST {complaint.pk} messages\n".encode() + request.body)
    return shapes.kept(*adding.pass_on(complaint, told, keyed, _message_made, by=caller.actor, at=timezone.now()))


@router.post("/{reference}/attachments", response={201: AttachmentsMade}, summary="Add files of the complainant")
def add_attachments(
    request: HttpRequest,
    reference: str,
    files: list[UploadedFile] = File(...),
    text: Text = Form(""),
    idempotency_key: keys.Key = "",
) -> HttpResponse:
    """Add photos, videos or documents, as multipart/form-data, with words where there are any.

    At most 25 MB a file, 20 files at once, 100 MB a complaint; programs are refused. All files are taken in, or none.
    """
    caller, at = cast(ApiRequest, request), timezone.now()
    complaint = access.get_for(caller.actor, reference)
    holder = f"api:{token_hex(16)}"
    try:
        held = [_held(one, holder) for one in files]
        told = PassedOn(text=text, holder=holder, chosen=[upload.token for upload in held])
        keyed = keys.keyed(caller, idempotency_key, _asked(f"POST {complaint.pk} attachments", text, held))
        answer = adding.pass_on(complaint, told, keyed, _attachments_made, by=caller.actor, at=at)
    finally:
        uploads.drop_all(holder, at=at)
    return shapes.kept(*answer)


@router.get("/{reference}/attachments", response=AttachmentList, summary="List the files of a complaint")
def attachment_list(request: HttpRequest, reference: str) -> dict[str, Any]:
    """List files in the order in which they came, by whichever way."""
    actor = cast(ApiRequest, request).actor
    rows = case_file.file_list(actor, reference)
    complaint = access.get_for(actor, reference)
    return {"reference": shapes.reference(complaint), "attachments": [shapes.attachment(row) for row in rows]}


@router.get("/{reference}/attachments/{id}", summary="Read a file")
def attachment(request: HttpRequest, reference: str, id: str) -> HttpResponseBase:
    """Read the bytes of a file as they came."""
    return as_download(case_file.get_file(cast(ApiRequest, request).actor, reference, id))


def _held(file: UploadedFile, holder: str) -> Upload:
    # The time of each, so that they keep their order.
    return uploads.hold(file.chunks(), name=file.name or "", size=file.size or 0, holder=holder, at=timezone.now())


def _asked(act: str, text: str, held: Sequence[Upload]) -> bytes:
    """Write down what is asked for; the frame around files is drawn anew with each try, so it is left out."""
    return json.dumps([act, text, [(upload.name, upload.sha256) for upload in held]]).encode()


def _message_made(message: Message) -> Answer:
    return 201, shapes.message(message)


def _attachments_made(message: Message) -> Answer:
    rows = message.attachments.order_by("received_at", "id")
    return 201, shapes.message(message) | {"attachments": [shapes.attachment(row) for row in rows]}
