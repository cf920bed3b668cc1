"""Fetching from a real Dovecot: what was there is here, once, whatever the mode, the flags, the cuts and the crowd."""

import imaplib
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from amends.complaints.models import Complaint, Lease
from amends.correspondence import files
from amends.correspondence.models import MailStanding, RawMail
from tests.channels.email.boxes import box_of, fetched
from tests.channels.email.letters import written
from tests.services.imap_proxy import ImapProxy

pytestmark = [pytest.mark.django_db, pytest.mark.dovecot]
BY_NUMBER = ("STORE", "EXPUNGE", "FETCH", "SEARCH", "COPY", "MOVE", "CLOSE")


def deliver(mailbox, count) -> list[bytes]:
    raws = [written(text=f"Complaint number {number}.") for number in range(count)]
    for raw in raws:
        mailbox.deliver(raw)
    return raws


def stored() -> Counter[bytes]:
    return Counter(files.read(row.stored) for row in RawMail.objects.all())


@pytest.mark.parametrize(("after", "left", "moved"), [("keep", 9, 0), ("seen", 9, 0), ("move", 0, 9), ("delete", 0, 0)])
def test_r_01_every_waiting_mail_is_stored_whatever_becomes_of_it_on_the_server(mailbox, after, left, moved):
    raws = deliver(mailbox, 9)
    with ImapProxy(mailbox.host, mailbox.port) as proxy:
        run = fetched(box_of(mailbox, port=proxy.port, after=after))
    assert (run.error, run.listed, run.stored, run.read) == ("", 9, 9, 9)
    assert stored() == Counter(raws)
    assert Complaint.objects.count() == 9
    assert (len(mailbox.messages()), len(mailbox.messages("Done"))) == (left, moved)
    assert not [command for command in proxy.commands if command.split()[1].upper() in BY_NUMBER]


def test_r_01_fifty_mails_with_the_same_words_count_fifty(mailbox):
    raws = deliver(mailbox, 50)
    run = fetched(box_of(mailbox, after="delete"))
    assert (run.stored, stored()) == (50, Counter(raws))
    assert mailbox.messages() == []


def test_a_second_run_finds_nothing_new(mailbox):
    deliver(mailbox, 3)
    box = box_of(mailbox)
    assert fetched(box).stored == 3
    again = fetched(box)
    assert (again.listed, again.stored, again.error) == (0, 0, "")
    assert RawMail.objects.filter(is_settled=False).count() == 0
    assert b"\\Seen" in flags(mailbox)


def flags(mailbox) -> bytes:
    client = signed_in(mailbox)
    client.select("INBOX", readonly=True)
    answer = client.uid("FETCH", "1", "(FLAGS)")[1][0]
    client.logout()
    return answer


def signed_in(mailbox) -> imaplib.IMAP4:
    client = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=10)
    client.login(mailbox.user, mailbox.password)
    return client


def test_r_02_mails_that_another_client_has_read_are_not_passed_over(mailbox):
    raws = deliver(mailbox, 6)
    box = box_of(mailbox)
    client = signed_in(mailbox)
    client.select("INBOX")
    client.uid("STORE", "1,3,4", "+FLAGS", r"(\Seen)")
    assert fetched(box).stored == 6
    more = deliver(mailbox, 4)
    client.noop()
    client.uid("STORE", "7:10", "+FLAGS", r"(\Seen \Flagged)")
    client.logout()
    assert fetched(box).stored == 4
    assert stored() == Counter(raws + more)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_lease", [True, False], ids=["with the lease", "with the lease run out"])
def test_r_03_four_fetchers_at_once_store_each_mail_once(mailbox, has_lease):
    count = 60 if has_lease else 140
    raws = deliver(mailbox, count)
    box = box_of(mailbox, after="seen")
    together(4, lambda: crowd(box, has_lease=has_lease))
    while fetched(box).listed:
        pass
    assert stored() == Counter(raws)
    assert Complaint.objects.count() == count
    assert not RawMail.objects.exclude(standing=MailStanding.ACCEPTED).exists()


def crowd(box, *, has_lease) -> None:
    if not has_lease:
        Lease.objects.update(until=timezone.now() - timedelta(minutes=1))
    fetched(type(box).objects.get(pk=box.pk))


def together(count, work) -> None:
    trouble = []

    def run():
        try:
            work()
        except Exception as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []


def test_r_06_a_mail_that_could_not_be_stored_is_never_marked_or_deleted(mailbox, settings, tmp_path):
    raws = deliver(mailbox, 3)
    box = box_of(mailbox, after="delete")
    settings.AMENDS_DATA = tmp_path
    Path(tmp_path / "store").write_text("a file stands where the store should be")
    run = fetched(box)
    assert (run.error, run.stored, box.failures, box.last_uid) == ("store_full", 0, 1, 0)
    assert Counter(mailbox.messages()) == Counter(raws)
    Path(tmp_path / "store").unlink()
    assert fetched(box).stored == 3
    assert (mailbox.messages(), box.failures) == ([], 0)


def test_r_06_mail_to_several_addresses_and_from_nobody_is_kept(mailbox):
    mailbox.deliver(written(to="care@example.net, shop@example.net"))
    mailbox.deliver(written(sender=""))
    fetched(box_of(mailbox, after="delete"))
    assert sorted(RawMail.objects.values_list("standing", "reason")) == [("accepted", ""), ("quarantine", "no_sender")]


def test_r_07_odd_message_ids_do_not_stop_the_line(mailbox):
    odd = [
        "",
        "<same@example.com>",
        "<same@example.com>",
        f"<{'x' * 10_000}@example.com>",
        "<日本@例.jp>",
        "<>",
        "nothing",
    ]
    for number, message_id in enumerate(odd):
        mailbox.deliver(written(message_id=message_id, text=f"Odd {number}."))
    mailbox.deliver(
        written(text="Two of them.").replace(b"\r\nX-Number", b"\r\nMessage-ID: <second@x.test>\r\nX-Number")
    )
    run = fetched(box_of(mailbox))
    assert (run.stored, run.read) == (8, 8)
    assert Complaint.objects.count() == 8


def test_the_same_bytes_twice_in_one_mailbox_are_one_complaint_and_both_are_settled(mailbox):
    raw = written()
    mailbox.deliver(raw)
    mailbox.deliver(raw)
    run = fetched(box_of(mailbox, after="delete"))
    assert (run.stored, run.known) == (1, 1)
    assert mailbox.messages() == []
    assert Complaint.objects.count() == 1


def test_a_mailbox_numbered_anew_is_read_again_and_known_by_its_bytes(mailbox):
    raws = deliver(mailbox, 4)
    box = box_of(mailbox)
    fetched(box)
    before = box.uid_validity
    mailbox.renew_uidvalidity()
    raws += deliver(mailbox, 2)
    run = fetched(box)
    assert (run.listed, run.stored, run.known) == (6, 2, 4)
    assert box.uid_validity != before
    assert stored() == Counter(raws)
    assert fetched(box).listed == 0


def test_r_12_a_read_only_mailbox_gives_one_complaint_an_alarm_and_no_copies(mailbox):
    deliver(mailbox, 1)
    mailbox.make_read_only()
    box = box_of(mailbox, after="move")
    runs = [fetched(box) for _ in range(60)]
    assert [run.stored for run in runs] == [1] + [0] * 59
    assert {run.error for run in runs} == {"read_only"}
    assert (box.failures, box.last_error) == (60, "read_only")
    assert (Complaint.objects.count(), len(mailbox.messages()), len(mailbox.messages("Done"))) == (1, 1, 0)


def test_trouble_is_told_by_its_kind(mailbox, dovecot):
    box = box_of(mailbox)
    assert fetched(box_of(mailbox, name="folder", after="keep")).error == ""
    for column, value, code in [
        ("port", 9, "cannot_connect"), ("folder", "Nowhere", "no_such_folder"), ("tls", "tls", "tls_failed"),
    ]:  # fmt: skip
        good = getattr(box, column)
        setattr(box, column, value)
        box.save(update_fields=[column])
        assert fetched(box).error == code
        setattr(box, column, good)
        box.save(update_fields=[column])
    box.secret = box.secret[:-3] + "abc"
    assert fetched(box).error == "mailbox_secret_unreadable"


def test_the_password_is_nowhere_in_the_database_as_typed(mailbox):
    box = box_of(mailbox)
    assert mailbox.password not in box.secret
    assert settings.SECRET_KEY not in box.secret


def cut_everywhere(mailbox, after, *, late) -> None:
    """Cut the line at every command in turn; after each, one more run must put everything right."""
    box = box_of(mailbox, after=after)
    cuts, arrived = 0, []
    for is_late in late:
        for position in range(1, 20):
            arrived += deliver(mailbox, 1)
            with ImapProxy(mailbox.host, mailbox.port, cut_at=position, is_late=is_late) as proxy:
                type(box).objects.filter(pk=box.pk).update(port=proxy.port)
                box.refresh_from_db()
                fetched(box)
                fetched(box)
            if not proxy.was_cut:
                break
            cuts += 1
    assert cuts >= 7 * len(late)
    assert stored() == Counter(arrived)
    assert Complaint.objects.count() == len(arrived)
    assert len(mailbox.messages()) == (len(arrived) if after == "seen" else 0)
    assert len(mailbox.messages("Done")) == (len(arrived) if after == "move" else 0)


def test_r_10_a_line_cut_after_any_command_loses_nothing_and_doubles_nothing(mailbox):
    cut_everywhere(mailbox, "move", late=(True,))


@pytest.mark.long
@pytest.mark.parametrize("after", ["move", "delete", "seen"])
def test_r_10_a_line_cut_before_and_after_any_command_in_every_mode(mailbox, after):
    cut_everywhere(mailbox, after, late=(False, True))


def test_r_18_a_mail_whose_reader_dies_is_parked_with_its_bytes_and_the_next_goes_on(mailbox):
    """A reader that was killed three times on one mail leaves it in that state; nobody tries a fourth time."""
    raws = deliver(mailbox, 2)
    box = box_of(mailbox, after="keep")
    fetched(box)
    RawMail.objects.filter(uid=1).update(standing="stored", complaint=None, message=None, attempts=3, lease_until=None)
    deliver(mailbox, 1)
    assert fetched(box).read == 2
    parked = RawMail.objects.get(uid=1)
    assert (parked.standing, parked.reason) == ("parked", "reader_stopped")
    assert files.read(parked.stored) == raws[0]
    assert RawMail.objects.get(uid=3).standing == "accepted"
