"""Tables of correspondence: messages in and out with their erasable text, attachments, drafts, reply tokens, mails as they came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.complaints.models import Complaint
from amends.customers.models import ContactPoint
from amends.kernel.fact import Audience
from amends.kernel.ids import new_id
from amends.organisation.models import Brand, Staff, Unit


class MessageKind(models.TextChoices):
    """What a message is."""

    COMPLAINT = "complaint"  # the first words
    ADDITION = "addition"  # the complainant adds something
    RECEIPT = "receipt"  # our automatic acknowledgement
    REPLY = "reply"  # words of a person of ours
    ANSWER = "answer"  # the decision, in a letter
    NOTE = "note"  # staff only
    CALL = "call"
    VISIT = "visit"
    SLIP = "slip"  # printed receipt


class Delivery(models.TextChoices):
    """How far a message of ours has come."""

    PREPARED = "prepared"  # held; can be recalled
    RECALLED = "recalled"
    SENDING = "sending"  # handed to a server that has not said yes; after a crash: uncertain
    DEPARTED = "departed"  # the server said 250, the slip was printed, the words were spoken
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    BOUNCED = "bounced"
    SUPPRESSED = "suppressed"  # a limit held it back; visible and can be sent again


class Message(models.Model):
    """Words that came in, went out or were noted. Text and subject can be erased; their digest is in the timeline."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="messages", db_index=False)
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    is_ours = models.BooleanField(default=False)
    channel = models.CharField(max_length=10)
    audience = models.CharField(max_length=12, choices=[(one, one) for one in Audience], default=Audience.COMPLAINANT)
    author = models.CharField(max_length=60, help_text="actor code")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="messages", db_index=False)
    language = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True, help_text="rest of a mail under the reply; one click away")
    html = models.TextField(blank=True, help_text="of a mail, sanitised; shown on a sandboxed page of its own")
    salt = models.CharField(max_length=32, blank=True, help_text="erased with the text")
    occurred_at = models.DateTimeField(help_text="when it was written, sent or spoken")
    is_verified = models.BooleanField(default=True, help_text="false: the sender is not proven")
    # Of messages that leave the house:
    delivery = models.CharField(max_length=10, choices=Delivery.choices, blank=True)
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, null=True, db_index=False)
    to_address = models.CharField(max_length=254, blank=True)
    mail_id = models.CharField(max_length=250, blank=True, help_text="Message-ID, ours or theirs")
    not_before = models.DateTimeField(null=True, help_text="held until then, can be recalled")
    departed_at = models.DateTimeField(null=True)
    medium = models.CharField(max_length=10, blank=True, help_text="mail, slip, spoken, screen, letter, paste, api")
    attempts = models.PositiveSmallIntegerField(default=0)
    delivery_reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text="what a letter says in codes: contact, next date ...")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["complaint", "occurred_at"], name="messages_of_complaint"),
            *(
                models.Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=f"message_by_{field}")
                for field in ("staff", "contact_point")
            ),
            models.Index(fields=["mail_id"], name="message_by_mail_id", condition=~Q(mail_id="")),
            models.Index(
                fields=["not_before"],
                name="messages_to_send",
                condition=Q(delivery__in=["prepared", "sending", "uncertain"]),
            ),
            models.Index(
                fields=["occurred_at"],
                name="messages_that_did_not_leave",
                condition=Q(delivery__in=["failed", "bounced", "suppressed", "uncertain"]),
            ),
        ]


class Attachment(models.Model):
    """A file of a message: bytes on disk under a random name, the sender's name only as words."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="attachments")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="attachments")
    token = models.CharField(max_length=43, unique=True, help_text="random part of its address")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80, help_text="sniffed, from our list")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=120, help_text="path under the store of files")
    shown = models.CharField(max_length=120, blank=True, help_text="path of the copy that is shown: no positions, JPEG")
    audience = models.CharField(max_length=12, choices=[(one, one) for one in Audience], default=Audience.COMPLAINANT)
    received_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["complaint", "received_at"], name="attachments_of_complaint")]


class Upload(models.Model):
    """A file chosen in a form that is not sent yet; bound to its session, expires within a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    token = models.CharField(max_length=43, unique=True)
    holder = models.CharField(max_length=80, help_text="digest of the session, or actor code")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)


class Draft(models.Model):
    """Words somebody is writing on a complaint; survives a crash, visible to colleagues."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="drafts")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    text = models.TextField(max_length=50_000)
    base_sequence = models.PositiveIntegerField(help_text="how far the writer had read")
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "staff", "kind"], name="one_draft_per_writer_and_kind")
        ]


class ReadMark(models.Model):
    """How far somebody has read a complaint, and when they last looked."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="read_marks")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "staff"], name="one_read_mark_per_reader")
        ]


class ReplyTemplate(models.Model):
    """A text of a reply with {fields}, per language; people change it before it leaves."""

    id = models.UUIDField(primary_key=True, default=new_id)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=20)
    text = models.TextField(max_length=10_000)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brand", "name", "language"], name="one_template_per_name_and_language")
        ]


class ReplyToken(models.Model):
    """128 random bits by which a mail finds its complaint; one per complaint and recipient."""

    id = models.BigAutoField(primary_key=True)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    address_key = models.CharField(max_length=254)
    token = models.CharField(max_length=32, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "address_key"], name="one_reply_token_per_recipient")
        ]


class Acknowledged(models.Model):
    """One automatic acknowledgement to an address, counted for the limits of one an hour and three a day."""

    id = models.BigAutoField(primary_key=True)
    address_key = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address_key", "at"], name="acknowledged_by_address")]


class MailPause(models.Model):
    """Our mails are held: since when, and why. While the one row stands nothing leaves."""

    class Why(models.TextChoices):
        """Why mails are held."""

        RESTORED = "restored"  # what waits may have left before the loss
        BY_HAND = "by_hand"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    since = models.DateTimeField()
    why = models.CharField(max_length=10, choices=Why.choices)
    backup_at = models.DateTimeField(null=True, help_text="when the backup was made that was restored")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="mails_are_held_once")]


class Tls(models.TextChoices):
    """How the connection to a mail server is made safe."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"  # loopback and tests


class AfterFetch(models.TextChoices):
    """What becomes of a mail on the server once it is stored here for good."""

    KEEP = "keep"
    SEEN = "seen"
    MOVE = "move"
    DELETE = "delete"


class Mailbox(models.Model):
    """An IMAP folder from which mails are fetched, and how far that has come."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=80, unique=True)
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField()
    tls = models.CharField(max_length=8, choices=Tls.choices, default=Tls.TLS)
    user = models.CharField(max_length=200)
    secret = models.TextField(blank=True, help_text="the password, encrypted; never logged, never shown")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="mailboxes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="mailboxes")
    folder = models.CharField(max_length=200, default="INBOX")
    after_fetch = models.CharField(max_length=6, choices=AfterFetch.choices, default=AfterFetch.SEEN)
    move_to = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    uid_validity = models.PositiveBigIntegerField(null=True)
    last_uid = models.PositiveBigIntegerField(default=0, help_text="highest UID that is stored here for good")
    last_run_at = models.DateTimeField(null=True)
    last_good_at = models.DateTimeField(null=True, help_text="when a run last ended without trouble")
    last_error = models.CharField(max_length=40, blank=True, help_text="a code; empty when the last run was good")
    failures = models.PositiveIntegerField(default=0, help_text="runs with trouble since the last good one")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(after_fetch=AfterFetch.MOVE) | ~Q(move_to=""), name="a_mailbox_that_moves_says_where"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MailStanding(models.TextChoices):
    """What became of a mail."""

    STORED = "stored"  # safe; not read yet
    ACCEPTED = "accepted"  # a new complaint
    ADDITION = "addition"
    QUARANTINE = "quarantine"  # waits for a person, one click from a complaint
    DUPLICATE = "duplicate"
    IGNORED = "ignored"  # a machine wrote it, or a person put it aside
    PARKED = "parked"  # could not be read within its budget; waits for a person


class RawMail(models.Model):
    """A mail as it came: its bytes are on disk before anything reads them. Quarantine is a view of these rows."""

    id = models.UUIDField(primary_key=True, default=new_id)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, null=True, related_name="mails")
    scope = models.CharField(max_length=40, help_text="id of the mailbox, or stdin: where the same bytes count once")
    uid_validity = models.PositiveBigIntegerField(null=True)
    uid = models.PositiveBigIntegerField(null=True)
    is_settled = models.BooleanField(
        default=True, help_text="false: still to be flagged, moved or deleted on the server"
    )
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    stored = models.CharField(max_length=120, help_text="path under the store of files")
    received_at = models.DateTimeField(help_text="when the mail server had it")
    stored_at = models.DateTimeField()
    standing = models.CharField(max_length=10, choices=MailStanding.choices, default=MailStanding.STORED)
    reason = models.CharField(max_length=40, blank=True, help_text="a code: why it is not a complaint")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True)
    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, null=True, related_name="mails", help_text="which it became or belongs to"
    )
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="mails")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, help_text="somebody reads it now")
    sender = models.CharField(max_length=320, blank=True, help_text="as it says, not proven; erasable")
    subject = models.CharField(max_length=300, blank=True, help_text="erasable")
    snippet = models.CharField(max_length=300, blank=True, help_text="erasable")
    decided_by = models.CharField(
        max_length=60, blank=True, help_text="actor code of whoever took it out of quarantine"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailbox", "uid_validity", "uid"], name="one_mail_per_mailbox_and_uid"),
            models.UniqueConstraint(fields=["scope", "sha256"], name="the_same_bytes_once_per_mailbox"),
            models.CheckConstraint(
                condition=~Q(standing__in=["accepted", "addition"]) | Q(complaint__isnull=False),
                name="a_mail_that_was_taken_in_has_a_complaint",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["received_at"], condition=Q(standing="stored"), name="mails_to_read"),
            models.Index(
                fields=["brand", "-received_at"],
                condition=Q(standing__in=["quarantine", "parked"]),
                name="mails_in_quarantine",
            ),
            models.Index(fields=["mailbox"], condition=Q(is_settled=False), name="mails_to_settle"),
            models.Index(fields=["complaint"], name="mails_of_complaint"),
        ]
