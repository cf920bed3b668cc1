"""What a member of staff must do now, and what changed since they were last here. Constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from amends.closure.models import NowSignal
from amends.complaints.access import held, visible
from amends.complaints.models import Complaint, Entry, Participation
from amends.complaints.queries import LISTED
from amends.complaints.rules import NOW_SIGNAL_WITHIN, Duty, State
from amends.correspondence.models import Delivery, Message
from amends.insight.case_file import Writer, names_of
from amends.insight.inbox import MINE
from amends.insight.sentences import Told, sentence
from amends.kernel.fact import Audience
from amends.organisation.actor import Actor
from amends.organisation.rules import Right
from amends.promises.models import RUNNING, Promise
from amends.promises.queries import LISTED as LISTED_PROMISES
from amends.promises.rules import Subject

MOST = 8
FEW = 4
NEWS_FOR = timedelta(days=7)
NEWS_FROM = 200  # newest of one's duties that are looked through for news
# What follows from something else that is said, or stands in a list of its own.
NO_NEWS = ("promise.given", "promise.ended", "duty.ended", "message.prepared", "message.departed")
STUCK = (Delivery.FAILED, Delivery.BOUNCED, Delivery.SUPPRESSED, Delivery.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class News:
    """Something others did on a complaint of one's own."""

    complaint: Complaint
    words: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """The blocks of Home. due: one's own promises overdue or due today; a list shows the first few of its count.

    overdue: all of one's own promises that are, as the rail and the register count them; late: those among `due`;
    said: the newest words of the complainant on what stands in `replied`.
    """

    due: list[Promise]
    overdue: int
    late: int
    today: int
    take_on: list[Complaint]
    replied: list[Complaint]
    said: dict[UUID, str]
    approvals: list[Complaint]
    follow_ups: list[Promise]
    homeless: list[Complaint]
    stuck: list[Message]
    signals: list[NowSignal]
    news: list[News]


def read(actor: Actor, *, at: datetime, midnight: datetime, since: datetime, when: Writer) -> Work:
    """Read what waits for a member of staff.

    midnight: the end of their today; since: when they were last here; when: writes an instant for them.
    """
    due = _own_promises(actor, midnight).exclude(subject=Subject.FOLLOW_UP)
    times = list(due.order_by("due_at").values_list("due_at", flat=True)[:100])
    promises, follow_ups = _promises(due, _own_promises(actor, midnight).filter(subject=Subject.FOLLOW_UP))
    take_on, replied, approvals = _complaints(_take_on(actor), _replied(actor), _approvals(actor))
    return Work(
        due=promises,
        overdue=overdue_count(actor, at=at),
        late=sum(1 for moment in times if moment < at),
        today=sum(1 for moment in times if moment >= at),
        take_on=take_on,
        replied=replied,
        said=_said(replied),
        approvals=approvals,
        follow_ups=follow_ups,
        homeless=_homeless(actor),
        stuck=_stuck(actor),
        signals=list(_signals(actor, at)[:FEW]),
        news=_news(actor, max(since, at - NEWS_FOR), when),
    )


def overdue_count(actor: Actor, *, at: datetime) -> int:
    """Count one's own overdue promises, at most 100. One query."""
    rows = Promise.objects.filter(standing__in=RUNNING, owner_staff_id=actor.known_id, due_at__lt=at)
    return len(rows.values_list("pk", flat=True)[:100])


def _own_promises(actor: Actor, until: datetime) -> QuerySet[Promise]:
    return Promise.objects.filter(standing__in=RUNNING, owner_staff_id=actor.known_id, due_at__lt=until)


def _promises(*blocks: QuerySet[Promise]) -> list[list[Promise]]:
    """Read the first promises of each block with the complaints they are about. One query a block, and one."""
    ids = [list(rows.order_by("due_at", "id").values_list("pk", flat=True)[:MOST]) for rows in blocks]
    found = {row.pk: row for row in LISTED_PROMISES.many([key for keys in ids for key in keys])}
    return [[found[key] for key in keys if key in found] for keys in ids]


def _complaints(*blocks: QuerySet[Complaint]) -> list[list[Complaint]]:
    """Read the first complaints of each block with what stands beside them. One query a block, and one.

    First the ids alone: asked for together, the database joins everything it has before it chooses a few.
    """
    ids = [list(rows.values_list("pk", flat=True)[:MOST]) for rows in blocks]
    found = {row.pk: row for row in LISTED.many([key for keys in ids for key in keys])}
    return [[found[key] for key in keys if key in found] for keys in ids]


def _said(complaints: list[Complaint]) -> dict[UUID, str]:
    """Give the newest words of the complainant on each. One query, none without complaints."""
    newest = Message.objects.filter(complaint=OuterRef("pk"), is_ours=False).order_by("-occurred_at", "-id")
    rows = Complaint.objects.filter(pk__in=[one.pk for one in complaints])
    return dict(rows.annotate(said=Subquery(newest.values("text")[:1])).values_list("pk", "said"))


def _take_on(actor: Actor) -> QuerySet[Complaint]:
    rows = held(actor, Q(duty=Duty.OWNER, confirmed_at=None)).filter(next_due_at__isnull=False)
    return rows.order_by("next_due_at", "id")


def _replied(actor: Actor) -> QuerySet[Complaint]:
    """Give complaints whose complainant wrote again, also after they ended: nobody else is asked to look there."""
    is_unread = Q(next_due_at__isnull=False) | Q(customer_wrote_at__gt=F("closed_at"))
    rows = held(actor, Q(duty__in=MINE)).filter(is_unread, customer_wrote_at__gt=F("received_at"))
    return rows.order_by("customer_wrote_at")


def _approvals(actor: Actor) -> QuerySet[Complaint]:
    rows = held(actor, Q(duty=Duty.APPROVER)).filter(state=State.PROPOSED, next_due_at__isnull=False)
    return rows.order_by("next_due_at", "id")


def _homeless(actor: Actor) -> list[Complaint]:
    """Give accepted complaints that nobody is on duty for: their acknowledgement waits. One query where none does."""
    unheld = Promise.objects.filter(standing__in=RUNNING, owner_staff=None, subject=Subject.ACKNOWLEDGEMENT)
    if not unheld.exists():
        return []
    contact = Participation.objects.filter(complaint=OuterRef("pk"), duty=Duty.CONTACT, until=None)
    waiting = visible(actor).filter(~Exists(contact), state=State.ACCEPTED)
    rows = unheld.filter(complaint__in=waiting).order_by("due_at", "id")
    ids = list(rows.values_list("complaint_id", flat=True)[:FEW])
    found = {row.pk: row for row in LISTED.many(ids)}
    return [found[key] for key in ids if key in found]


def _stuck(actor: Actor) -> list[Message]:
    """Give words of ours that did not leave: failed, came back, held by a limit, uncertain after a crash."""
    final = Q(delivery__in=[Delivery.FAILED, Delivery.BOUNCED, Delivery.SUPPRESSED]) | Q(
        delivery=Delivery.UNCERTAIN, not_before=None
    )
    unsent = Message.objects.filter(final, delivery__in=STUCK)
    if not unsent.exists():
        return []
    rows = unsent.filter(complaint__in=visible(actor)).select_related("complaint__brand", "complaint__customer")
    return list(rows.order_by("-occurred_at")[:FEW])


def _signals(actor: Actor, at: datetime) -> QuerySet[NowSignal]:
    """Give what was settled on the spot again and again this week in units whose decisions are this person's."""
    units = actor.unit_ids if actor.may(Right.DECIDE) else frozenset()
    rows = NowSignal.objects.filter(unit_id__in=units, at__gt=at - NOW_SIGNAL_WITHIN)
    return rows.select_related("unit").order_by("-at")


def _news(actor: Actor, since: datetime, when: Writer) -> list[News]:
    own = Participation.objects.filter(staff_id=actor.known_id, until=None, duty__in=MINE)
    newest = set(own.order_by("-since").values_list("complaint_id", flat=True)[:NEWS_FROM])
    entries = list(
        Entry.objects.filter(complaint_id__in=newest, complaint__next_due_at__isnull=False, recorded_at__gt=since)
        .exclude(actor=actor.code)
        .exclude(audience=Audience.RESTRICTED)
        .exclude(kind__in=NO_NEWS)
        .order_by("-recorded_at")[: MOST * 3]
    )
    shown = held(actor, Q(duty__in=MINE)).filter(pk__in={entry.complaint_id for entry in entries})
    complaints = {row.pk: row for row in shown.select_related("brand")}
    names = names_of(entries)
    told = [
        News(
            complaints[entry.complaint_id],
            sentence(Told(entry.kind, entry.payload, entry.actor, entry.occurred_at, names, when)),
            entry.kind,
            entry.recorded_at,
        )
        for entry in entries
        if entry.complaint_id in complaints
    ]
    return [one for one in told if one.words][:MOST]
