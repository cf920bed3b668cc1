"""Sections of mail: mailboxes from which mails are fetched, and texts that replies start from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from amends.correspondence import mailboxes, ports, templates
from amends.correspondence.models import AfterFetch, Mailbox, ReplyTemplate, Tls
from amends.correspondence.queries import mailbox_list
from amends.insight import mailbox_trouble
from amends.organisation import settings_queries as rows_of
from amends.web.desk import shown
from amends.web.desk.settings.people import PASSWORD
from amends.web.desk.settings.places import brand_choices
from amends.web.desk.settings.section import NAME, Section

AFTER = [
    (AfterFetch.SEEN.value, _lazy("Mark as read")),
    (AfterFetch.KEEP.value, _lazy("Leave as it is")),
    (AfterFetch.MOVE.value, _lazy("Move to a folder")),
    (AfterFetch.DELETE.value, _lazy("Remove from the mailbox")),
]
SAFE = [
    (Tls.TLS.value, "TLS"),
    (Tls.STARTTLS.value, "STARTTLS"),
    (Tls.NONE.value, _lazy("None: only on this machine")),
]


class MailboxSection(Section):
    name, title, icon = "mailboxes", _lazy("Mailboxes"), "mail"
    lead = _lazy("Mails are fetched every minute and kept whole before anything is changed in the mailbox.")
    heads = (NAME, _lazy("Server"), _lazy("Last fetched without trouble"))
    probe_words = _lazy("Try the saved mailbox")

    name_ = forms.CharField(label=NAME, max_length=80)
    brand = forms.ChoiceField(label=_lazy("Brand"))
    host = forms.CharField(label=_lazy("IMAP server"), max_length=200)
    port = forms.IntegerField(label=_lazy("Port"), min_value=1, max_value=65535, initial=993)
    tls = forms.ChoiceField(label=_lazy("Safe connection"), choices=SAFE)
    user = forms.CharField(label=_lazy("User name"), max_length=200)
    password = forms.CharField(label=_lazy("Password"), max_length=200, required=False, widget=PASSWORD)
    folder = forms.CharField(label=_lazy("Folder"), max_length=200, initial="INBOX")
    after_fetch = forms.ChoiceField(label=_lazy("After fetching"), choices=AFTER)
    move_to = forms.CharField(label=_lazy("Move to"), max_length=200, required=False)
    is_active = forms.BooleanField(label=_lazy("In use"), required=False, initial=True)

    @classmethod
    def rows(cls) -> Iterable[Mailbox]:
        return mailbox_list()

    @classmethod
    def cells(cls, row: Mailbox) -> list[str]:
        good = row.last_good_at.strftime("%Y-%m-%d %H:%M UTC") if row.last_good_at else _("Not yet")
        trouble = mailbox_trouble.sentence(row.last_error) if row.last_error else ""
        return [row.name, row.host, " · ".join(part for part in (good, trouble) if part)]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(mailbox_list(), key)

    def probe(self) -> tuple[bool, str]:
        trouble, count = ports.mail_room().test(self.row)
        if trouble:
            return False, mailbox_trouble.sentence(trouble)
        words = ngettext("It works: {count} mail lies there.", "It works: {count} mails lie there.", count)
        return True, words.format(count=count)

    def read(self, row: Mailbox) -> dict[str, Any]:
        return super().read(row) | {"name_": row.name, "brand": str(row.brand_id), "password": ""}

    def prepare(self) -> None:
        self.offer("brand", brand_choices())
        self.fields["password"].required = self.row is None

    def write(self) -> None:
        told = self.cleaned_data
        same = {key: told[key] for key in ("host", "port", "user", "folder", "move_to")}
        if self.row is None:
            brand: Any = rows_of.get(rows_of.brands(), UUID(told["brand"]))
            mailboxes.add(
                told["name_"],
                brand=brand,
                password=told["password"],
                tls=Tls(told["tls"]),
                after_fetch=AfterFetch(told["after_fetch"]),
                **same,
                **self.common(),
            )
            return
        columns = {key: told[key] for key in ("tls", "after_fetch", "is_active")} | {"name": told["name_"]}
        mailboxes.change(self.row, password=told["password"] or None, **same, **columns, **self.common())


class TemplateSection(Section):
    name, title, icon = "templates", _lazy("Reply texts"), "file-text"
    lead = _lazy("Texts that a reply may start from. What nobody filled in stops the sending.")
    heads = (NAME, _lazy("Language"), _lazy("Brand"))

    brand = forms.ChoiceField(label=_lazy("Brand"))
    name_ = forms.CharField(label=NAME, max_length=80)
    language = forms.ChoiceField(label=_lazy("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_lazy("Text"),
        help_text=" ".join(f"{{{field}}}" for field in templates.FIELDS),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    is_active = forms.BooleanField(label=_lazy("In use"), required=False, initial=True)

    @classmethod
    def rows(cls) -> Iterable[ReplyTemplate]:
        return templates.template_list()

    @classmethod
    def cells(cls, row: ReplyTemplate) -> list[str]:
        return [row.name, dict(settings.LANGUAGES).get(row.language, row.language), shown.place(row.brand)]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(templates.template_list(), key)

    def read(self, row: ReplyTemplate) -> dict[str, Any]:
        return super().read(row) | {"name_": row.name}

    def prepare(self) -> None:
        self.offer("brand", brand_choices())
        if self.row is not None:
            del self.fields["brand"]

    def write(self) -> None:
        told = self.cleaned_data
        columns = {key: told[key] for key in ("language", "text", "is_active")} | {"name": told["name_"]}
        row = self.row or ReplyTemplate(brand=rows_of.get(rows_of.brands(), UUID(told["brand"])))
        templates.keep(row, **columns, **self.common())
