"""Reading mails: what every mail gives, whatever it is."""

from amends.channels.email.parsing import parse


def test_a_plain_mail_gives_subject_people_and_text():
    mail = parse(b"Subject: Broken kettle\nFrom: Ann Lee <ann@example.com>\nTo: care@example.net\n\nIt leaks.\n")
    assert mail.subject == "Broken kettle"
    assert [(person.name, person.address) for person in mail.from_] == [("Ann Lee", "ann@example.com")]
    assert mail.text == "It leaks.\n"
    assert mail.reply_text == "It leaks."
    assert mail.sender_is_plain


def test_a_file_whose_first_line_is_no_header_field_is_a_body():
    mail = parse(b"Hello there,\nthe shirt shrank.\n")
    assert mail.subject == ""
    assert mail.text == "Hello there,\nthe shirt shrank.\n"


def test_an_empty_mail_is_read_as_empty():
    mail = parse(b"")
    assert (mail.subject, mail.text, mail.from_, mail.attachments) == ("", "", (), ())
    assert not mail.sender_is_plain
