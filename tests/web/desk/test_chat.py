"""A chat pasted from a messenger is shown as who said what and when; what was pasted stays one click away."""

from __future__ import annotations

import pytest
import time_machine

from amends.complaints.models import Complaint
from amends.complaints.rules import Channel
from amends.correspondence.models import Message
from tests.cast import accepted, later

pytestmark = pytest.mark.django_db

LINE = """[LINE] 山田 太郎とのトーク履歴
保存日時：2026/07/13 20:00

2026/07/13(月)
14:05\t山田 太郎\tエアコンが冷えません
14:06\tカザミお客様係\t申し訳ございません。型番を教えていただけますか。
14:07\t山田 太郎\t[写真]"""
NAMED = "Clerk: It will be ready on Friday.\nMe: You said that last week.\nClerk: I know."


@pytest.fixture(autouse=True)
def _at_work():
    with time_machine.travel(later(hours=1), tick=False):
        yield


def page_of(complaint: Complaint, at_desk) -> str:
    return at_desk("handler").get(f"/desk/complaints/{complaint.number}").content.decode()


def test_a_pasted_chat_is_shown_turn_by_turn_with_the_raw_below(house, at_desk):
    by = house.actor("clerk")
    told = {"text": LINE, "channel": Channel.MESSENGER, "language": "ja", "taker": house.person("clerk")}
    complaint = accepted(house, by=by, **told).complaint
    text = page_of(complaint, at_desk)
    chat = text.partition('<ol class="chat"')[2].partition("</ol>")[0]
    assert chat.count("<li") == 3
    assert chat.count("<b>山田 太郎</b>") == 2
    assert "yesterday at 14:05" in chat
    assert "トーク履歴" not in chat
    assert "As it was pasted" in text
    assert "トーク履歴" in text.partition("As it was pasted")[2]
    assert Message.objects.get(complaint=complaint, is_ours=False).text == LINE


@pytest.mark.parametrize(("channel", "is_chat"), [(Channel.MESSENGER, True), (Channel.PORTAL, False)])
def test_lines_that_begin_with_a_name_are_a_chat_only_where_they_came_by_a_messenger(house, at_desk, channel, is_chat):
    complaint = accepted(house, text=NAMED, channel=channel).complaint
    text = page_of(complaint, at_desk)
    assert ('<ol class="chat"' in text) is is_chat
    assert "You said that last week." in text


def test_an_ordinary_message_stays_as_it_is(house, at_desk):
    text = page_of(accepted(house, channel=Channel.MESSENGER).complaint, at_desk)
    assert '<ol class="chat"' not in text
    assert "The box stood in the rain" in text
