"""One story while it is played: its complaint, its people, its times, and the words that leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from amends.acknowledgement.queries import mail_of
from amends.cli.demo.cast import Cast
from amends.cli.demo.company import Company
from amends.cli.demo.diary import Diary
from amends.cli.demo.staff import Crew, Person
from amends.cli.demo.story import Story
from amends.complaints.models import Complaint
from amends.complaints.queries import reload
from amends.correspondence import letters, postbox
from amends.correspondence.models import Message
from amends.customers.models import ContactPoint
from amends.flows import departure, reply
from amends.flows.spoken import Word
from amends.organisation.actor import SYSTEM
from amends.promises import queries as promise_queries
from amends.promises.models import RUNNING, Promise
from amends.promises.rules import Subject
from amends.text.forms_of_address import base

if TYPE_CHECKING:
    from amends.investigation.models import Question

# States in whose stories the last addition is what the complainant said to our answer, or when withdrawing.
LAST_WORDS_REPLY = frozenset({"withdrawn", "agreed", "disputed", "internal_review", "external"})
_MEDIUM = {"letter": reply.LETTER, "fax": reply.LETTER, "phone": reply.SPOKEN, "counter": reply.LETTER}


@dataclass(slots=True)
class Scene:
    """What every part of the play needs. number: place of the story among all. twin: an earlier one of the same person."""

    story: Story
    number: int
    company: Company
    crew: Crew
    cast: Cast
    diary: Diary
    twin: Complaint | None = None
    complaint: Complaint = field(init=False)
    questions: list[tuple[Question, str, Person]] = field(default_factory=list)

    @property
    def language(self) -> str:
        """Give the language of ours that the complainant is written to in."""
        return base(self.story.language)

    @property
    def settler(self) -> Person:
        """Give the one who puts it right on the spot: whoever heard it, where somebody did."""
        return self.cast.taker if self.story.channel in ("counter", "phone") else self.cast.contact

    @property
    def is_left_lying(self) -> bool:
        """Say whether nobody has written yet although it is time."""
        return self.story.overdue and self.story.state in ("accepted", "acknowledged")

    @property
    def mail_point(self) -> ContactPoint | None:
        """Give the address letters go to, where there is one."""
        return mail_of(self.complaint)

    @property
    def last_words(self) -> str:
        """Give the complainant's own reply to our answer, where the story holds it."""
        has_reply = self.story.state in LAST_WORDS_REPLY and self.story.additions
        return self.story.additions[-1] if has_reply else ""

    def refresh(self) -> None:
        """Read the complaint anew: somebody else worked on it."""
        self.complaint = reload(self.complaint)

    def running(self, *subjects: Subject) -> Promise | None:
        """Find the running promise of these subjects that falls due first."""
        rows = promise_queries.of_complaint(self.complaint)
        return next((row for row in rows if row.standing in RUNNING and row.subject in subjects), None)

    def signed(self, words: str) -> str:
        """Put the owner's name under words."""
        return words.replace("{owner}", self.cast.owner.staff.name_for_customers())

    def post(self, message: Message, *, at: datetime) -> None:
        """File a mail in the demo's outbox and record that it left then."""
        postbox.file(letters.mail_for(message, self.complaint, letters.threads_of([message], at=at)), at=at)
        departure.record(message, self.complaint, medium="mail", by=SYSTEM, at=at)

    def write(self, words: str, *, by: Person, at: datetime, again_by: datetime) -> None:
        """Send words of a person, which promise by when we write again."""
        medium = _MEDIUM.get(self.story.channel, reply.PASTE)
        message = reply.send(
            self.complaint,
            reply.Reply(
                text=words,
                medium=reply.MAIL if self.mail_point else medium,
                base_sequence=self.complaint.last_sequence,
                promise=Word(Subject.UPDATE, again_by),
            ),
            by=by.actor,
            at=at,
        )
        if message.medium == reply.MAIL:
            self.post(message, at=self.diary.after_hold(reply.HOLD))
        elif message.medium != reply.SPOKEN:
            reply.confirm_sent(self.complaint, message.pk, by=by.actor, at=self.diary.soon())

    def call(self, words: str, *, by: Person, at: datetime) -> None:
        """Write down what was said on the telephone."""
        reply.record_call(self.complaint, text=words, spoken_at=at, by=by.actor, at=at)

    def note(self, words: str, *, by: Person, at: datetime) -> None:
        """Leave a note for colleagues."""
        reply.note(self.complaint, text=words, by=by.actor, at=at)
