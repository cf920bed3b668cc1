"""`amends verify` finds what somebody with the database's password changed."""

import json

import pytest
from django.db import connection

from amends.cli.main import main
from amends.complaints import checkpoints, triggers
from amends.complaints.models import Complaint, Entry
from amends.correspondence import files, incoming
from amends.correspondence.incoming import File
from amends.correspondence.models import Message
from amends.decision.models import Decision
from amends.investigation.models import Finding, PieceOfEvidence, Question, Statement
from tests.worlds import acknowledged_complaint, proposed_complaint, responded_complaint, reviewed_complaint

pytestmark = pytest.mark.django_db


def faults(capsys) -> list[tuple[int, str]]:
    code = main(["verify", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (code, said["whole"]) == ((1, False) if said["faults"] else (0, True))
    return [(one["sequence"], one["reason"]) for one in said["faults"]]


def take_triggers_off() -> None:
    connection.check_constraints()  # PostgreSQL changes no table for which checks are still due
    triggers.drop(connection)


def behind_the_triggers(act) -> None:
    take_triggers_off()
    act()
    connection.check_constraints()
    triggers.install(connection)


def test_an_untouched_record_is_whole(capsys):
    acknowledged_complaint()
    assert faults(capsys) == []


def test_a_rule_taken_off_is_missed(capsys):
    acknowledged_complaint()
    take_triggers_off()
    assert (0, "missing rule amends_append_only_complaints_entry") in faults(capsys)


def test_an_altered_entry_is_named(capsys):
    world = acknowledged_complaint()
    entry = Entry.objects.filter(complaint=world.complaint, sequence=2)
    behind_the_triggers(lambda: entry.update(actor="somebody else"))
    assert faults(capsys) == [(2, "the entry was altered")]


def test_a_removed_entry_is_named(capsys):
    world = acknowledged_complaint()
    behind_the_triggers(lambda: Entry.objects.filter(complaint=world.complaint, sequence=2)._raw_delete("default"))
    assert faults(capsys) == [(3, "entry 2 is missing")]


def test_a_tail_cut_with_its_head_shows_by_the_checkpoint_before(capsys):
    world = acknowledged_complaint()
    checkpoints.make(at=world.later())
    newest, before = Entry.objects.filter(complaint=world.complaint).order_by("-sequence")[:2]

    def cut() -> None:
        Entry.objects.filter(pk=newest.pk)._raw_delete("default")
        Complaint.objects.filter(pk=world.complaint.pk).update(last_sequence=before.sequence, head_digest=before.digest)

    behind_the_triggers(cut)
    assert faults(capsys) == [(newest.sequence, "the chain differs from its checkpoint")]


def test_altered_words_are_named_and_erased_ones_are_no_fault(capsys):
    world = acknowledged_complaint()
    first = Message.objects.filter(complaint=world.complaint, kind="complaint")
    first.update(text="Everything was fine.")
    assert faults(capsys) == [(1, "the words of its message were altered")]
    first.update(text="")
    assert faults(capsys) == [(1, "the words of its message were altered")]
    first.update(salt="")
    assert faults(capsys) == []


def test_a_checkpoint_noted_elsewhere_shows_a_record_that_was_rewritten(capsys):
    world = acknowledged_complaint()
    assert main(["verify", "--checkpoint"]) == 0
    assert capsys.readouterr().out == "no checkpoint yet\n"
    noted = checkpoints.make(at=world.later())
    assert main(["verify", "--checkpoint"]) == 0
    sequence, digest, _at = capsys.readouterr().out.split()
    assert (sequence, digest) == ("1", noted.digest)
    assert main(["verify", "--expect", f"{digest[:8].upper()} {digest[8:20]}"]) == 0

    def rewrite() -> None:
        noted.heads.all()._raw_delete("default")
        type(noted).objects.all()._raw_delete("default")

    behind_the_triggers(rewrite)
    checkpoints.make(at=world.later())
    assert main(["verify"]) == 0
    assert main(["verify", "--expect", digest]) == 1
    assert "the noted checkpoint" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("model", "column", "what"),
    [
        (Question, "words", "the words of its question were altered"),
        (Statement, "words", "the words of its statement were altered"),
        (PieceOfEvidence, "words", "the words of its piece of evidence were altered"),
        (Finding, "sentence", "the words of its finding were altered"),
        (Decision, "text", "the letter of its decision was altered"),
    ],
)
def test_words_of_the_investigation_and_letters_of_decisions_are_compared(model, column, what, capsys):
    proposed_complaint()
    assert faults(capsys) == []
    model.objects.update(**{column: "Nothing of the kind was ever said."})
    assert [reason for _sequence, reason in faults(capsys)] == [what]


def test_a_letter_changed_together_with_its_own_digest_is_named(capsys):
    world = responded_complaint()
    assert faults(capsys) == []
    Decision.objects.filter(complaint=world.complaint).update(
        text="Dear customer, no.", text_digest="", approved_digest=""
    )
    assert [reason for _sequence, reason in faults(capsys)] == ["the letter of its decision was altered"]


def test_our_final_position_is_compared_as_well(capsys):
    reviewed_complaint()
    assert faults(capsys) == []


def test_every_stored_file_is_there_and_is_the_one_that_came(capsys):
    world = acknowledged_complaint()
    stored = files.store([b"a photo of the burnt winding"])
    file = File(stored=stored, name="fan.jpg", content_type="image/jpeg")
    incoming.add(world.complaint, text="See here.", files=[file], by=world.customer, at=world.later(), channel="portal")
    assert faults(capsys) == []
    place = files.located(stored.path)
    place.write_bytes(b"a photo of something else")
    assert faults(capsys) == [(0, f"the file {stored.path} was altered")]
    assert main(["verify", "--without-files"]) == 0
    capsys.readouterr()
    place.unlink()
    assert faults(capsys) == [(0, f"the file {stored.path} is missing")]
