"""A chat that somebody pasted, shown as who said what and when. Read anew each time: what is kept is what was pasted."""

from __future__ import annotations

from amends.complaints.models import Complaint
from amends.complaints.rules import Channel
from amends.correspondence.models import Message, MessageKind
from amends.insight.tracking import zone_of
from amends.text import pasted_chat
from amends.web.desk.people import StaffRequest, writer
from amends.web.parts import ChatTurn

MOST_CHARACTERS = 50_000
LEAST_TURNS = 2
# Forms that nothing else looks like; "name: words" is believed only of words that came by a messenger.
SURE = ("whatsapp", "line", "wechat")


def turns(message: Message, complaint: Complaint, request: StaffRequest) -> list[ChatTurn]:
    """Give the turns of a pasted chat; none for words that are no chat, and for mails and letters of ours."""
    may_be_pasted = not message.is_ours or message.kind in (MessageKind.NOTE, MessageKind.CALL)
    if not may_be_pasted or len(message.text) > MOST_CHARACTERS:
        return []
    chat = pasted_chat.read(message.text, zone=zone_of(complaint))
    is_believed = chat.form in SURE or message.channel in (Channel.MESSENGER, Channel.CHAT)
    if not is_believed or len(chat.turns) < LEAST_TURNS:
        return []
    write = writer(request)
    return [ChatTurn(one.who, one.text, write(one.at) if one.at else "", one.is_media) for one in chat.turns]
