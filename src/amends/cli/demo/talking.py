"""Plays how we talk with the complainant before there is a decision: the call to understand, the reply, notes, additions."""

from __future__ import annotations

from datetime import date, timedelta

from amends.cli.demo import phrases
from amends.cli.demo.diary import UNANSWERED
from amends.cli.demo.scene import LAST_WORDS_REPLY, Scene
from amends.complaints.rules import Channel
from amends.intake import actions as intake
from amends.organisation.actor import complainant
from amends.promises.rules import Subject
from amends.text import dates

_USUAL_DAYS = 6  # working days until we promised to write again


def listen(scene: Scene) -> None:
    """Call to understand, the same day, where there is a number."""
    promise = scene.running(Subject.UNDERSTANDING_CALL, Subject.CALL_BACK)
    if promise is None or scene.is_left_lying:
        return
    story = scene.story
    at = (
        scene.diary.past(promise.due_at)
        if story.kept == "late"
        else scene.diary.after(minutes=50, until=promise.due_at)
    )
    language = scene.cast.contact.staff.language
    wish = story.wish or phrases.of(phrases.NO_WISH, language)
    words = phrases.of(phrases.CALL, language, cause=story.told_cause or story.subject or "", wish=wish)
    scene.call(words, by=scene.cast.contact, at=at)


def reply(scene: Scene) -> None:
    """Write in own words what we understood and what we do, with a date that goes into the register."""
    story = scene.story
    if not story.human_reply or scene.is_left_lying:
        return
    due = scene.running(Subject.UPDATE)
    if due and story.kept == "late":
        at = scene.diary.past(due.due_at)
    else:
        at = scene.diary.after(minutes=40, until=due.due_at if due else None)
    calendar = scene.diary.calendar
    promised = calendar.end_of_working_day(_promised_day(scene))
    shown = dates.day(calendar.local_day(promised), scene.language)
    words = scene.signed(story.human_reply).replace("{date}", shown)
    scene.write(words, by=scene.cast.owner, at=at, again_by=promised)


def add(scene: Scene) -> None:
    """Let the complainant add what came to mind later; the very last words may be their reply to ours."""
    story = scene.story
    told = story.additions[:-1] if story.state in LAST_WORDS_REPLY else story.additions
    channel = Channel(story.channel)
    for text in told:
        by = complainant(scene.complaint.customer_id, story.language)
        intake.add(scene.complaint, text=text, channel=channel, by=by, at=scene.diary.after(hours=3))


def note(scene: Scene) -> None:
    """Leave for colleagues what was seen."""
    for text in scene.story.notes:
        scene.note(text, by=scene.cast.owner, at=scene.diary.after(hours=2))


def _promised_day(scene: Scene) -> date:
    """Choose the day by which we write again: in time for the answer that came, open or overdue as the story says."""
    calendar, now, at = scene.diary.calendar, scene.diary.now, scene.diary.at
    today = calendar.local_day(at)
    if scene.story.state not in UNANSWERED:
        return calendar.next_working_day(today, _USUAL_DAYS)
    if scene.story.overdue:
        last = calendar.local_day(now) - timedelta(days=1)
        return max(today, last)
    wanted = calendar.next_working_day(today, _USUAL_DAYS - 2)
    return max(wanted, calendar.next_working_day(calendar.local_day(now)))
