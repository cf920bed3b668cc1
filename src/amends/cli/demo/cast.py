"""Who plays which part in one story: contact, owner, investigator, approver, payer, caller, reviewer, all different."""

from __future__ import annotations

from dataclasses import dataclass

from amends.cli.demo.staff import Crew, Person
from amends.cli.demo.story import Story
from amends.organisation.rules import Role
from amends.triage.rules import COMPLIANCE_CAUSES


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one story. taker: who heard it first; contact: customer care of the branch."""

    taker: Person
    contact: Person
    owner: Person
    investigator: Person
    approver: Person
    payer: Person
    caller: Person
    reviewer: Person


def cast_for(story: Story, crew: Crew) -> Cast:
    """Give the parts of a story out. Whoever can write in its language owns it; nobody has two parts."""
    contact = crew.care_of(story.branch)
    language = "zh-hans" if story.language.startswith("zh") else story.language
    handlers = [one for one in crew.in_country(story.country, Role.HANDLER) if one is not contact]
    handlers.sort(key=lambda one: (language not in one.languages, one.staff.number))
    owner = contact if language in contact.languages else handlers.pop(0)
    if COMPLIANCE_CAUSES & {story.first_guess, story.cause}:
        owner = crew.compliance(language)
    others = [one for one in handlers if one is not owner]
    return Cast(
        taker=crew.taker(story.branch, story.unit),
        contact=contact,
        owner=owner,
        investigator=others[0],
        caller=others[1],
        approver=crew.in_country(story.country, Role.LEAD)[0],
        payer=crew.in_country(story.country, Role.PAYER)[0],
        reviewer=crew.manager(story.branch),
    )
