"""What of ourselves decides about mails: our addresses, brands, mailboxes and units. Looked up once for a batch of mails."""

from __future__ import annotations

from functools import cached_property
from uuid import UUID

from django.conf import settings

from amends.correspondence import queries as correspondence
from amends.correspondence.mails import ReceivedMail, bare
from amends.correspondence.models import Mailbox, RawMail
from amends.organisation import queries as organisation
from amends.organisation.models import Brand, Unit


class House:
    """The house as it is when the first mail of a batch asks; each part is read when it is first needed.

    Made anew for every batch: what is changed in the settings counts a few mails later.
    """

    def __init__(self) -> None:
        self._units: dict[UUID, Unit] = {}

    @cached_property
    def own_addresses(self) -> frozenset[str]:
        """Addresses that are ours: whoever writes from one is no complainant."""
        addresses = [settings.AMENDS_MAIL_FROM, *correspondence.mailbox_addresses(), *organisation.mail_addresses()]
        return frozenset(filter(None, map(bare, addresses)))

    def brand(self, raw: RawMail, mail: ReceivedMail) -> Brand:
        """Give the brand of the mailbox, else the one that is written to, else the first."""
        if mailbox := self._mailbox(raw):
            return mailbox.brand
        if raw.brand_id:
            return organisation.get_brand_by_id(raw.brand_id)
        recipients = frozenset(map(bare, mail.recipients))
        addressed = (brand for brand in self._brands if brand.mail_address.casefold() in recipients)
        return next(addressed, None) or self._first_brand

    def unit(self, raw: RawMail, brand: Brand) -> Unit:
        """Give the unit that takes a mail: that of its mailbox, else the one of the brand that takes everything."""
        mailbox = self._mailbox(raw)
        if mailbox and mailbox.unit:
            return mailbox.unit
        if brand.pk not in self._units:
            self._units[brand.pk] = organisation.default_unit(brand)
        return self._units[brand.pk]

    def _mailbox(self, raw: RawMail) -> Mailbox | None:
        return self._mailboxes.get(raw.mailbox_id, raw.mailbox) if raw.mailbox_id else None

    @cached_property
    def _mailboxes(self) -> dict[UUID, Mailbox]:
        return {mailbox.pk: mailbox for mailbox in correspondence.mailboxes_with_house()}

    @cached_property
    def _brands(self) -> list[Brand]:
        return list(organisation.brand_list())

    @cached_property
    def _first_brand(self) -> Brand:
        return organisation.get_brand()
