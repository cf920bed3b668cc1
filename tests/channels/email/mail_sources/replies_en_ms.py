"""Answers as programs write them in English and Malay."""

from tests.channels.email.mail_sources.writing import CARE, Mail, answer, head, html, multipart, plain

NEW_EN = "The lining tore again after one week.\nPlease do not send a third repair, I would like my money back."
NEW_MS = "Penghawa dingin itu masih menitik air ke atas katil anak saya.\nJuruteknik yang datang semalam hanya melihat dan terus balik."
GMAIL_HTML = (
    '<div dir="ltr">{new}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{who}<br></div>'
    '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">'
    "<div>{old}</div></blockquote></div>\r\n"
)


def gmail(name: str, new: str, who: str, old: str) -> Mail:
    """Write an answer of Gmail in a browser: plain and HTML."""
    text = f"{new}\n\n{who}\n\n> {old}\n>\n> -- \n> Kazami\n>\n"
    page = GMAIL_HTML.format(new=new.replace("\n", "<br>"), who=who.replace("<", "&lt;").replace(">", "&gt;"), old=old)
    both = multipart("alternative", plain(text, encoding="quoted-printable"), html(page), boundary="000000000000a1b2c3")
    raw = (
        head("Re: 482-915-7036", "Helen Carter <helen.carter@example.com>", "In-Reply-To: <kept@kazami.example>") + both
    )
    return Mail(name, raw, {"reply_text": new, "why": "", "html_contains": "gmail_quote"})


MAILS = [
    gmail(
        "gmail-en",
        NEW_EN,
        f"On Wed, 1 May 2024 at 10:23, Kazami Care <{CARE}> wrote:",
        "We will collect the coat tomorrow.",
    ),
    gmail(
        "gmail-ms",
        NEW_MS,
        f"Pada Rab, 1 Mei 2024 pada 10:23 PG Khidmat Pelanggan Kazami <{CARE}> menulis:",
        "Juruteknik kami akan datang esok.",
    ),
    answer(
        "gmail-wrapped-en",
        NEW_EN,
        f"\n\nOn Wed, 1 May 2024 at 10:23, Kazami Customer Care, Leeds Briggate Department Store\n<{CARE}> wrote:\n\n> We will collect it.\n",
    ),
    answer(
        "outlook-en",
        "Hello,\n\n" + NEW_EN + "\n\nHelen",
        f"\n\nFrom: Kazami Care <{CARE}>\nSent: 01 May 2024 10:23\nTo: Helen Carter <helen.carter@example.com>\n"
        "Subject: 482-915-7036\n\nDear Mrs Carter,\n\nWe will collect the coat tomorrow.\n",
        "utf-8",
        "quoted-printable",
    ),
    answer(
        "outlook-ms",
        NEW_MS,
        f"\n\n________________________________\nDaripada: Khidmat Pelanggan Kazami <{CARE}>\nDihantar: Rabu, 1 Mei 2024 10:23 PG\n"
        "Kepada: Puan Aishah <aishah@example.com>\nSubjek: Aduan 482-915-7036\n\nPuan Aishah yang dihormati,\n\nKami akan datang esok.\n",
    ),
    answer(
        "outlook-phone-en",
        NEW_EN,
        f"________________________________\nFrom: Kazami Care <{CARE}>\nSent: Wednesday, May 1, 2024 10:23:45 AM\n"
        "To: Helen Carter <helen.carter@example.com>\nSubject: 482-915-7036\n\nDear Mrs Carter, we will collect it.\n",
        tail="\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n",
    ),
    answer(
        "outlook-forwarded-block-en",
        NEW_EN,
        f"\n\n-----Original Message-----\nFrom: Kazami Care [mailto:{CARE}]\nSent: 01 May 2024 10:23\nTo: Helen Carter\n"
        "Subject: 482-915-7036\n\nWe will collect it.\n",
        "iso-8859-1",
        "quoted-printable",
    ),
    answer(
        "iphone-en",
        NEW_EN,
        f"> On 1 May 2024, at 10:23, Kazami Care <{CARE}> wrote:\n> \n> \ufeffWe will collect it.\n> \n> Kazami\n",
        tail="\n\nSent from my iPhone\n\n",
    ),
    answer(
        "iphone-ms",
        NEW_MS,
        f"> Pada 1 Mei 2024, pada 10:23 PG, Kazami <{CARE}> menulis:\n> \n> Kami akan datang esok.\n",
        tail="\n\nDihantar daripada iPhone saya\n\n",
    ),
    answer(
        "samsung-ms",
        NEW_MS,
        f"-------- Mesej asal --------\nDaripada: Kazami <{CARE}>\nTarikh: 1/5/24 10:23 PG (GMT+08:00)\n"
        "Kepada: aishah@example.com\nSubjek: Aduan 482-915-7036\n\nKami akan datang esok.\n",
        tail="\n\n\n\nDihantar daripada peranti Galaxy saya\n\n\n",
    ),
    answer(
        "yahoo-en",
        NEW_EN,
        f"\n\n    On Wednesday, 1 May 2024 at 10:23:45 GMT+8, Kazami Care <{CARE}> wrote:  \n \n Dear Mrs Carter,\n\n We will collect it.\n",
    ),
    answer(
        "apple-mail-en",
        NEW_EN,
        f"\n\n> On 1 May 2024, at 10:23 am, Kazami Care <{CARE}> wrote:\n> \n> We will collect it.\n",
    ),
    Mail(
        "thunderbird-answer-below-en",
        head("Re: 482-915-7036")
        + plain(
            "On 01/05/2024 10:23, Kazami Care wrote:\n> May we collect it tomorrow?\n> Any time.\n\nYes, after ten please.\n\nAnn\n"
        ),
        {"reply_text": "Yes, after ten please.\n\nAnn", "why": ""},
    ),
    Mail(
        "answers-between-en",
        head("Re: your questions")
        + plain(
            "Answers below.\n\nOn 01/05/2024 10:23, Kazami Care wrote:\n> Which size was it?\n\nA 42.\n\n> Do you have the receipt?\n\n"
            "Yes, see the photo.\n\n> Regards\n> Kazami\n"
        ),
        {
            "reply_text": "Answers below.\n\n> Which size was it?\n\nA 42.\n\n> Do you have the receipt?\n\nYes, see the photo.",
            "why": "",
        },
    ),
    Mail(
        "forward-without-a-word-en",
        head("Fwd: Your order")
        + plain(
            "---------- Forwarded message ---------\nFrom: Shop <shop@example.net>\nDate: Wed, 1 May 2024 at 10:23\nSubject: Your order\n"
            "To: <ann@example.com>\n\nYour order GB-20417 was delivered.\n"
        ),
        {"reply_text_contains": "Your order GB-20417 was delivered.", "why": ""},
    ),
    answer(
        "forward-with-a-word-en",
        "This is what your shop wrote to me. It is not true, nothing came.",
        "\n\nBegin forwarded message:\n\n> From: Shop <shop@example.net>\n> Subject: Your order\n> Date: 1 May 2024 at 10:23:45 BST\n"
        "> To: ann@example.com\n> \n> Your order was delivered.\n",
    ),
    answer(
        "signature-en",
        NEW_EN,
        f"\n\nOn Wed, 1 May 2024 at 10:23, Kazami Care <{CARE}> wrote:\n> We will collect it.\n",
        tail="\n\n-- \nHelen Carter\n12 Mill Lane, Leeds\n+44 113 496 0142\n",
        signature_contains="12 Mill Lane, Leeds",
    ),
    Mail(
        "on-the-other-hand-en",
        head("The advert")
        + plain(
            "On the poster at 10:30 on 3 May 2024 your manager wrote:\n\nNever irons!\n\nOn the other hand the label says: iron warm.\n"
        ),
        {"reply_text_contains": "iron warm", "why": ""},
    ),
]
