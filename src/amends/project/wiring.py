"""What belongs together: routes of the timeline, rules of the database, who carries mail."""

from __future__ import annotations

from django.conf import settings

from amends.channels.email.room import EmailRoom
from amends.channels.email.smtp import SmtpSender
from amends.complaints import timeline
from amends.correspondence import pauses, ports
from amends.correspondence.postbox import Postbox
from amends.flows import reactions
from amends.promises import triggers as promise_triggers


def connect() -> None:
    """Fill the ports."""
    timeline.ROUTES = reactions.routes()
    ports.make_sender = make_sender
    ports.set_mail_room(EmailRoom())
    promise_triggers.connect()


def make_sender() -> ports.Sender | None:
    """Make a sender from the settings; none while mails are held or no mail server is named. The demo files its mails."""
    if pauses.standing():
        return None
    if settings.AMENDS_IS_DEMO:
        return Postbox()
    return SmtpSender(settings.AMENDS_SMTP) if settings.AMENDS_SMTP else None
