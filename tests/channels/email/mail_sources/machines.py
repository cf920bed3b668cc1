"""Mails that no machine may answer, and mails of people that only look like them."""

from tests.channels.email.mail_sources.writing import CARE, Mail, answer, head, html, lines, multipart, plain, word

JIRO = word("鈴木 次郎") + b" <jiro@example.co.jp>"


def automatic(name: str, why: str, raw: bytes, **expect: object) -> Mail:
    """Give a mail with the reason why it may not be answered."""
    return Mail(name, raw, {"why": why, **expect})


def report(kind: str, words: bytes, status: bytes, original: bytes) -> bytes:
    """Write a report (RFC 3464 and its kin)."""
    status_part = lines(f"Content-Type: message/{kind}", "") + status
    return multipart(
        f"report; report-type={kind}",
        words,
        status_part,
        b"Content-Type: message/rfc822\r\n\r\n" + original,
        boundary="rep",
    )


ORIGINAL = head(
    "482-915-7036", f"Kazami <{CARE}>", to="nobody@example.com", message_id="<sent1@kazami.example>"
) + plain("We received it.")
FAILED = lines(
    "Reporting-MTA: dns; mx.example.com",
    "",
    "Final-Recipient: rfc822; nobody@example.com",
    "Action: failed",
    "Status: 5.1.1",
)
LATE = FAILED.replace(b"failed", b"delayed").replace(b"5.1.1", b"4.4.1")

MAILS = [
    automatic("vacation-outlook-en", "vacation", head(
        "Automatic reply: 482-915-7036", "Ann Lee <ann@example.com>", "X-Auto-Response-Suppress: All", "Auto-Submitted: auto-generated")
        + plain("I am out of the office until Monday, 6 May. In urgent cases call 0113 496 0142.\n")),
    automatic("vacation-words-only-en", "vacation", head("Re: 482-915-7036", "Ann Lee <ann@example.com>", "In-Reply-To: <a@kazami.example>")
        + plain("Thank you for your message. I am currently on annual leave and will be back on Monday.\n")),
    automatic("vacation-ja", "vacation", head(word("【自動返信】Re: ご連絡ありがとうございます", "iso-2022-jp"), JIRO, "Auto-Submitted: auto-replied")
        + plain("このメールは自動返信です。\n現在休暇をいただいております。\n", "iso-2022-jp", "7bit")),
    automatic("vacation-words-only-ja", "vacation", head(word("Re: 482-915-7036", "iso-2022-jp"), JIRO, "In-Reply-To: <a@kazami.example>")
        + plain("鈴木です。\n出張中のため、5月7日以降のご返信となります。\n", "iso-2022-jp", "7bit")),
    automatic("vacation-qq-zh", "vacation", head(word("自动回复:482-915-7036", "gb18030"), word("王芳", "gb18030") + b" <w@qq.example>")
        + plain("这是来自QQ邮箱的假期自动回复邮件。\n您好，我最近正在休假中，无法亲自回复您的邮件。\n", "gb18030", "base64")),
    automatic("vacation-words-only-zh", "vacation", head(word("Re: 482-915-7036"), "w@qq.example", "In-Reply-To: <a@kazami.example>")
        + plain("您好，我正在休假，5月7日回来后再与您联系。\n", "gbk", "base64")),
    automatic("vacation-ms", "vacation", head("Balasan automatik: 482-915-7036", "Aishah <aishah@example.com>")
        + plain("Saya sedang bercuti sehingga 7 Mei dan akan membalas selepas itu.\n")),
    automatic("vacation-words-only-ms", "vacation", head("Re: 482-915-7036", "aishah@example.com", "In-Reply-To: <a@kazami.example>")
        + plain("Terima kasih. Ini adalah balasan automatik. Saya tiada di pejabat hari ini.\n")),
    automatic("bounce-postfix", "bounce", head(
        "Undelivered Mail Returned to Sender", "MAILER-DAEMON@mx.example.com (Mail Delivery System)", "Auto-Submitted: auto-replied")
        + report("delivery-status", plain("I'm sorry to have to inform you that your message could not be delivered.\n"), FAILED, ORIGINAL),
        bounce=True, report="failure", failed=["nobody@example.com"], status="5.1.1", reported="sent1@kazami.example"),
    automatic("bounce-delay", "bounce", head("Delayed Mail (still being retried)", "MAILER-DAEMON@mx.example.com")
        + report("delivery-status", plain("YOU DO NOT NEED TO RESEND YOUR MESSAGE.\n"), LATE, ORIGINAL), bounce=False, report="delay"),
    automatic("bounce-exchange-zh", "bounce", head(word("未达: 482-915-7036"), "postmaster@example.cn")
        + report("delivery-status", plain("您的邮件无法送达以下收件人：\nnobody@example.com\n"), FAILED, ORIGINAL), bounce=True),
    automatic("bounce-qmail-plain", "bounce", b"Return-Path: <>\r\n" + head("failure notice", "MAILER-DAEMON@example.com")
        + plain("Hi. This is the qmail-send program at example.com.\nI'm afraid I wasn't able to deliver your message to the following "
                "addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<nobody@example.com>:\n"
                "Sorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n"
                f"From: {CARE}\nMessage-ID: <sent1@kazami.example>\n"),
        bounce=True, failed=["nobody@example.com"], reported="sent1@kazami.example"),
    automatic("bounce-plain-ja", "bounce", b"Return-Path: <>\r\n" + head(
        word("配信不能通知", "iso-2022-jp"), "Mail Delivery Subsystem <MAILER-DAEMON@docomo.example>")
        + plain("次のあて先へのメールは配信できませんでした。\n<nobody@docomo.example>\n宛先が見つかりません。\n", "iso-2022-jp", "7bit"), bounce=True),
    automatic("bounce-plain-ms", "bounce", head("Mesej tidak dihantar: 482-915-7036", "postmaster@example.com.my")
        + plain("Mesej anda tidak dapat dihantar kepada penerima berikut:\nnobody@example.com.my\n"), bounce=True),
    automatic("receipt-ja", "bounce", head(word("開封済み: 482-915-7036"), JIRO)
        + report("disposition-notification", plain("メッセージが開封されました。\n"),
                 lines("Final-Recipient: rfc822; jiro@example.co.jp", "Disposition: manual-action/MDN-sent-manually; displayed"), ORIGINAL),
        bounce=False, report="receipt"),
    automatic("abuse-report", "spam", head("FW: 482-915-7036", "fbl@isp.example")
        + report("feedback-report", plain("This is an email abuse report.\n"), lines("Feedback-Type: abuse", "Version: 1"), ORIGINAL), report="abuse"),
    automatic("list-mailman", "list", head(
        "[tenants] Lift again", "Ann Lee <ann@example.com>", "List-Id: Tenants <tenants.lists.example.com>", "Precedence: list") + plain("Hello all.\n")),
    automatic("newsletter-zh", "list", head(word("五月大促", "gbk"), "news@shop.example", "List-Unsubscribe: <https://shop.example/u>")
        + html("<p>全场五折</p>", "gbk", "base64"), text="全场五折"),
    automatic("no-reply-ja", "list", head(word("ご注文の確認"), "no-reply@shop.example") + plain("ご注文ありがとうございます。\n")),
    automatic("precedence-bulk", "list", head("Digest", "digest@example.com", "Precedence: bulk") + plain("News.\n")),
    automatic("challenge-en", "challenge", head("Please confirm your message", "ann@guarded.example")
        + plain("Your message is being held. To prove that you are a person, click the link so that your message will be delivered:\n"
                "https://guarded.example/c/1\n")),
    automatic("challenge-zh", "challenge", head(word("发件人验证"), "guard@guarded.example")
        + plain("请点击以下链接，确认您的邮件：https://guarded.example/c/2\n")),
    automatic("spam-flagged", "spam", head("Cheap watches", "x@spam.example", "X-Spam-Flag: YES", "X-Spam-Status: Yes, score=19.1") + plain("Buy.\n")),
    automatic("spam-subject-ja", "spam", head(word("[SPAM] 儲かる話"), "x@spam.example") + plain("今すぐ\n")),
    automatic("loop-own-mark", "loop", head("Re: 482-915-7036", "other@desk.example", "X-Amends-Loop: 1") + plain("Your request was received.\n")),
    automatic("loop-field", "loop", head("Re: 482-915-7036", "other@desk.example", "X-Loop: other@desk.example") + plain("Received.\n")),
    automatic("automatic-notification", "list", head("Backup done", "backup@example.com", "Auto-Submitted: auto-generated") + plain("Done.\n")),
    Mail("person-about-answering-machine-ja", head(word("自動返信メールが届きません"), JIRO)
         + plain("三日前に問い合わせましたが、自動返信メールすら届きません。どうなっていますか。\n"), {"why": ""}),
    Mail("person-about-answering-machine-en", head("Your out of office attitude", "Ann Lee <ann@example.com>")
         + plain("I wrote three times and all I got was a machine saying that this is an automated reply. Nobody answers!\n"), {"why": ""}),
    Mail("person-about-answering-machine-zh", head(word("自动回复没有用"), "w@qq.example") + plain("打了三次电话都是自动回复，没有人理我。\n"), {"why": ""}),
    Mail("person-about-undelivered-parcel", head("Parcel not delivered", "Ann Lee <ann@example.com>")
         + plain("My parcel could not be delivered because your driver went to the wrong address. Delivery failed twice.\n"), {"why": ""}),
    Mail("person-about-returned-parcel-zh", head(word("货被退回了"), "w@qq.example") + plain("快递把货退回了，说地址不存在，可是地址没错。\n"), {"why": ""}),
    Mail("person-off-sick-ms", head("Aduan kasut", "aishah@example.com")
         + plain("Kasut rosak dalam seminggu. Saya tidak dapat ke kedai kerana sakit. Bagaimana hendak tukar?\n"), {"why": ""}),
    answer("person-answers-answering-machine", "Nobody has called me yet.",
           f"\n\nOn Wed, 1 May 2024 at 10:23, Kazami <{CARE}> wrote:\n> This is an automatic reply. We have received your complaint.\n"),
]  # fmt: skip
