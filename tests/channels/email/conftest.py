"""What tests of mail need: somebody on duty, a way to write mails, the reader's child kept between tests."""

import pytest
from django.utils import timezone

from amends.correspondence.models import RawMail
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from amends.organisation.queries import get_brand
from amends.organisation.rules import Role
from tests.channels.email.letters import OURS, written


@pytest.fixture(autouse=True)
def _our_address(request, settings):
    """Let letters come from an address of ours, and let one server of ours be believed."""
    settings.AMENDS_MAIL_FROM = OURS
    settings.AMENDS_TRUSTED_AUTHSERV = frozenset({"mx.example.net"})


@pytest.fixture
def duty_person(db):
    """Put somebody on duty, who is named in acknowledgements."""
    return book.add_staff(
        "mei", name="Mei Tan", email="mei@example.net", password="long-enough-1", by=SYSTEM, at=timezone.now(),
        grants=((Role.HANDLER, get_brand(), None),),
    )  # fmt: skip


@pytest.fixture
def take(db):
    """Take a mail in and give its row as it is afterwards."""
    from amends.channels.email.receive import receive

    def take_in(raw: bytes | None = None, **fields: str) -> RawMail:
        row, _was_known = receive(raw if raw is not None else written(**fields), at=timezone.now())
        return RawMail.objects.select_related("complaint", "message").get(pk=row.pk)

    return take_in
