"""More machines that write, and people who sound like them or use odd programs."""

from tests.channels.email.mail_sources.charsets import jis
from tests.channels.email.mail_sources.machines import FAILED, ORIGINAL, automatic, report
from tests.channels.email.mail_sources.writing import (
    CARE,
    Mail,
    attached,
    b64,
    head,
    html,
    lines,
    multipart,
    plain,
    word,
)

NULL = b"Return-Path: <>\r\n"
MEI = word("王芳") + b" <wf@163.example>"


def robot(name: str, why: str, subject: str, from_: bytes | str, text: str, *fields: str, null: bool = False, charset: str = "utf-8",
          codec: str | None = None, **expect: object) -> Mail:  # fmt: skip
    """Write what a machine sends."""
    coded = subject if subject.isascii() else word(subject, charset, codec=codec)
    return automatic(
        name,
        why,
        (NULL if null else b"") + head(coded, from_, *fields) + plain(text, charset, "base64", codec),
        **expect,
    )


def person(name: str, subject: str, from_: bytes | str, text: str, *fields: str) -> Mail:
    """Write what a person sends, who must be answered."""
    return robot(name, "", subject, from_, text, *fields)


MAILS = [
    # Out of office, in many spellings.
    robot("away-gmail-en", "vacation", "Out of Office Re: 482-915-7036", "ann@example.com", "Back on Monday.", "Auto-Submitted: auto-replied",
          "Precedence: bulk", "X-Autoreply: yes", null=True),
    robot("away-null-path-en", "vacation", "Re: 482-915-7036", "ann@example.com", "I'm away until 7 May with limited access to e-mail.", null=True),
    robot("away-outlook-ja", "vacation", "自動応答: 482-915-7036", "jiro@example.co.jp", "本日は終日不在にしております。", charset="iso-2022-jp"),
    robot("away-outlook-ms", "vacation", "Balas Automatik: 482-915-7036", "a@example.com.my", "Saya bercuti sehingga Isnin."),
    robot("away-outlook-id", "vacation", "Balasan Otomatis: 482-915-7036", "a@example.co.id", "Saya sedang cuti."),
    robot("away-outlook-zh", "vacation", "自动答复: 482-915-7036", MEI, "我在休假，五月七日回来。", charset="gb2312", codec="gbk"),
    robot("away-outlook-zh-hant", "vacation", "自動回覆: 482-915-7036", "chan@example.hk", "本人現正休假。", charset="big5"),
    robot("away-163-zh", "vacation", "自动回复:Re: 482-915-7036", MEI, "您好，您的邮件我已收到，我会尽快回复。", charset="GBK"),
    robot("away-qq-zh", "vacation", "自动回复:482-915-7036", "12345@qq.example", "您好，我最近正在休假中，无法亲自回复您的邮件。我将在假期结束后，尽快给您回复。"),
    robot("away-school-ja", "vacation", "Re: 482-915-7036", "jiro@example.ac.jp",
          "誠に勝手ながら、下記の期間、夏季休業とさせていただきます。\n8月10日から16日まで\nいただいたメールには17日以降、順次ご返信いたします。",
          "In-Reply-To: <a@kazami.example>"),
    robot("away-left-company-ja", "vacation", "Re: 482-915-7036", "jiro@example.co.jp",
          "鈴木は3月31日をもちまして退職いたしました。\n今後は営業部 佐藤までご連絡ください。\nこのメールは自動送信されています。", "In-Reply-To: <a@kazami.example>"),
    robot("away-left-company-en", "vacation", "Re: 482-915-7036", "ann@example.com",
          "Ann Lee no longer works for this company. Please write to office@example.com.", "In-Reply-To: <a@kazami.example>", null=True),
    robot("away-maternity-en", "vacation", "Automatic reply: 482-915-7036", "ann@example.com", "I am on maternity leave."),
    robot("away-thanks-en", "vacation", "Auto: Thank you for contacting us", "info@shop.example", "We will get back to you."),
    robot("away-helpdesk-en", "vacation", "[Ticket #8812] We received your request", "support@desk.example",
          "This is an automatic response. Your request was received.", "Auto-Submitted: auto-replied"),
    robot("away-helpdesk-ja", "vacation", "お問い合わせありがとうございます（自動返信）", "info@shop.example.jp",
          "この度はお問い合わせいただきありがとうございます。\nこのメールは自動返信メールです。"),
    robot("away-helpdesk-zh", "vacation", "感谢您的来信", "service@shop.example.cn", "您好！您的来信我们已收到。此邮件为系统自动回复，请勿直接回复。"),
    robot("away-x-auto-reply", "vacation", "482-915-7036", "ann@example.com", "Away.", "X-Auto-Reply-From: ann@example.com"),
    robot("away-auto-submitted-with-comment", "vacation", "482-915-7036", "ann@example.com", "Away.", "Auto-Submitted: (robot) auto-replied; owner=x"),
    robot("away-auto-submitted-capitals", "vacation", "482-915-7036", "ann@example.com", "Away.", "AUTO-SUBMITTED: Auto-Replied (vacation)"),
    robot("away-telephone-ja", "vacation", "Re:482-915-7036", "m@docomo.example", "ただいまメールに返信できません。（自動応答）", "In-Reply-To: <a@kazami.example>"),
    # Failures.
    robot("failed-gmail-en", "bounce", "Delivery Status Notification (Failure)", "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
          "Address not found\nYour message wasn't delivered to nobody@example.com because the address couldn't be found.", "X-Failed-Recipients: nobody@example.com",
          null=True, bounce=True, failed=["nobody@example.com"]),
    robot("failed-exchange-ja", "bounce", "配信不能: 482-915-7036", "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.co.jp>",
          "受信者またはグループへの配信に失敗しました:\nnobody@example.co.jp\n入力した電子メール アドレスが見つかりませんでした。", null=True, bounce=True),
    robot("failed-softbank-ja", "bounce", "Undelivered Mail Returned to Sender", "MAILER-DAEMON@softbank.example",
          "送信先メールアドレスが見つかりません。\n<nobody@softbank.example>: 550 Invalid recipient", null=True, bounce=True, charset="iso-2022-jp"),
    robot("failed-qq-zh", "bounce", "来自qq.example的退信", "PostMaster@qq.example", "抱歉，您的邮件被退回来了……\n收件人邮件地址（nobody@qq.example）不存在，邮件无法送达。",
          charset="gb18030", bounce=True),
    robot("failed-163-zh", "bounce", "系统退信/Systems bounce", "Postmaster@163.example", "您的邮件无法送达 nobody@163.example，退信原因：用户不存在。", null=True,
          charset="GBK", bounce=True),
    robot("failed-full-ms", "bounce", "Mesej tidak dihantar", "postmaster@example.com.my", "Peti mel penerima penuh. Mesej tidak dapat dihantar.", null=True, bounce=True),
    robot("failed-blocked-en", "bounce", "Undeliverable: 482-915-7036", "postmaster@example.com", "Your message was rejected by the recipient's server: 550 5.7.1 blocked.",
          bounce=True, status="5.7.1"),
    automatic("failed-report-utf-8", "bounce", NULL + head("Undelivered", "MAILER-DAEMON@mx.example.com") + report("global-delivery-status",
              plain("届きませんでした。\n"), FAILED.replace(b"rfc822;", b"utf-8;"), ORIGINAL), bounce=True, failed=["nobody@example.com"]),
    automatic("failed-report-without-type", "bounce", NULL + head("Undelivered", "x@mx.example.com") + multipart("mixed", plain("Sorry.\n"),
              lines("Content-Type: message/delivery-status", "") + FAILED, b"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <sent9@kazami.example>\r\n"),
              bounce=True, reported="sent9@kazami.example"),
    automatic("failed-relayed-is-no-failure", "bounce", head("Relayed", "x@mx.example.com") + report("delivery-status", plain("Relayed.\n"),
              FAILED.replace(b"failed", b"relayed").replace(b"5.1.1", b"2.1.9"), ORIGINAL), bounce=False, report="delivered"),
    automatic("receipt-deleted-unread-zh", "bounce", head(word("未读: 482-915-7036"), MEI) + report("disposition-notification", plain("邮件未读被删除。\n"),
              lines("Final-Recipient: rfc822; wf@163.example", "Disposition: automatic-action/MDN-sent-automatically; deleted"), ORIGINAL), bounce=False, report="receipt"),
    robot("null-path-any-words", "list", "Something", "someone@example.com", "A machine wrote this and takes no answer.", null=True),
    # Lists and programs nobody reads behind.
    robot("list-google", "list", "[tenants] Lift", "ann@example.com", "Broken again.", "List-ID: <tenants.groups.example>", "Precedence: list"),
    robot("list-fml-ja", "list", "[home:00123] エレベーター", "ann@example.co.jp", "また止まりました。", "X-ML-Name: home", "X-Mail-Count: 00123"),
    robot("list-unsubscribe-post", "list", "Sale", "ann@shop.example", "Buy.", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
    robot("list-bulk", "list", "Note", "ann@shop.example", "Buy.", "Precedence: Bulk"),
    robot("list-feedback-id", "list", "Note", "ann@shop.example", "Buy.", "Feedback-ID: 1:2:3:amazonses"),
    robot("program-no-reply", "list", "Your order", "Shop <no_reply@shop.example>", "Sent."),
    robot("program-noreply-plus", "list", "Your order", "Shop <noreply+8812@shop.example>", "Sent."),
    robot("program-do-not-reply-ja", "list", "ご注文", "do-not-reply@shop.example.jp", "発送しました。"),
    robot("program-bounce-address", "list", "Your order", "bounces+123@mail.shop.example", "Sent."),
    robot("program-postmaster", "list", "Greylisting report", "postmaster@shop.example", "All is well."),
    robot("program-cron", "list", "Cron <root@box> /usr/bin/x", "root@box.example", "done"),
    robot("program-auto-generated", "list", "Fax received", "fax@office.example", "1 page", "Auto-Submitted: auto-generated"),
    robot("program-auto-notified", "list", "Backup", "it@office.example", "ok", "Auto-Submitted: auto-notified"),
    robot("program-suppress-all", "list", "Alarm", "it@office.example", "ok", "X-Auto-Response-Suppress: All"),
    robot("program-suppress-numbers", "list", "Alarm", "it@office.example", "ok", "X-Auto-Response-Suppress: DR, OOF, AutoReply"),
    robot("program-verification-en", "list", "Your verification code", "no-reply@service.example", "Code 123456"),
    robot("program-dmarc-report", "list", "Report domain: kazami.example Submitter: mail.example Report-ID: 1", "noreply-dmarc-support@mail.example", "zip"),
    robot("program-socket-labs", "list", "Newsletter", "news@shop.example", "x", "X-Campaign: may"),
    robot("loop-own-mark-in-capitals", "loop", "Re: x", "other@desk.example", "Received.", "X-AMENDS-LOOP: 1"),
    robot("loop-fifty-hops", "loop", "Round", "ann@example.com", "Round.", *["Received: from a by b; Wed, 1 May 2024 10:23:45 +0900"] * 50),
    robot("loop-delivered-thrice", "loop", "Round", "ann@example.com", "Round.", *[f"Delivered-To: {CARE}"] * 3),
    robot("spam-status", "spam", "Win", "x@spam.example", "Buy.", "X-Spam-Status: Yes, score=12"),
    robot("spam-level-exchange", "spam", "Win", "x@spam.example", "Buy.", "X-MS-Exchange-Organization-SCL: 9"),
    robot("spam-subject-zh", "spam", "[垃圾邮件]恭喜中奖", "x@spam.example", "点击"),
    robot("spam-subject-stars", "spam", "***SPAM*** Win", "x@spam.example", "Buy."),
    robot("challenge-boxbe", "challenge", "Your message is awaiting verification", "ann@example.com",
          "Your message to ann@example.com is being held. Click to confirm that you sent it and your message will be delivered. Boxbe"),
    # People.
    person("person-in-a-hurry", "Re: 482-915-7036", "ann@example.com", "On holiday till Monday, call me after. The coat tore AGAIN."),
    person("person-away-ja", "エアコンの件", "jiro@example.co.jp", "出張で不在がちですので、修理は来週の土曜日にお願いします。まだ冷えません。"),
    person("person-holiday-zh", "空调漏水", MEI, "我下周休假在家，请那时派师傅来修空调，已经漏了三天了。"),
    person("person-holiday-ms", "Aduan", "a@example.com.my", "Saya akan bercuti minggu depan. Sila hantar juruteknik sebelum itu, penghawa dingin masih bocor."),
    person("person-auto-reply-complaint-ja", "自動返信だけで回答がありません", "jiro@example.co.jp", "三回問い合わせましたが自動返信のみです。担当者から連絡をください。"),
    person("person-quotes-robot-en", "Re: [Automatic reply] 482-915-7036", "ann@example.com", "Nobody has called. I want my money back now."),
    person("person-returned-goods-en", "Returned goods", "ann@example.com", "I returned the shoes three weeks ago and the refund has not arrived. My bank says the payment failed."),
    person("person-undelivered-en", "Undelivered parcel", "ann@example.com", "The parcel was not delivered. The driver says the address does not exist, but I live here."),
    person("person-spam-complaint-en", "Stop sending spam", "ann@example.com", "You send me advertising every day though I unsubscribed."),
    person("person-mailbox-full-zh", "邮箱", MEI, "你们客服邮箱退信了两次，说邮箱已满，请处理我的退款。"),
    person("person-suppressing-receipts", "Refund", "ann@example.com", "Please refund me.", "X-Auto-Response-Suppress: DR, RN, NRN"),
    person("person-auto-submitted-no", "Refund", "ann@example.com", "Please refund me.", "Auto-Submitted: no"),
    person("person-asks-receipt", "Refund", "ann@example.com", "Please refund me.", "Disposition-Notification-To: ann@example.com", "Return-Receipt-To: ann@example.com"),
    person("person-spam-checked", "Refund", "ann@example.com", "Please refund me.", "X-Spam-Status: No, score=-1.2", "X-Spam-Flag: NO"),
    person("person-important", "Refund", "ann@example.com", "Please refund me.", "Precedence: first-class", "X-Priority: 1", "Importance: high"),
    person("person-named-auto", "Refund", "auto.lee@example.com", "Please refund me."),
    person("person-named-root", "Refund", "rooth@example.com", "Please refund me."),
    person("person-verification-code-en", "Verification code never arrives", "ann@example.com", "I cannot sign in because your verification code never arrives."),
    person("person-delivery-failure-subject-en", "Delivery failure again", "ann@example.com", "Your courier failed to come for the third time. I waited all day."),
    person("person-confirm-en", "Please confirm your appointment", "ann@example.com", "I cannot click the link to confirm your appointment. Please call me."),
    # Invitations, signed, encrypted, forwarded.
    Mail("invitation-answer-ja", head(word("承諾: 点検の日程"), "jiro@example.co.jp") + multipart("alternative", plain("承諾します。"),
         lines("Content-Type: text/calendar; method=REPLY; charset=UTF-8", "") + b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"),
         {"text": "承諾します。", "attachments": [["", "text/calendar"]]}),
    Mail("invitation-only", head("Inspection", "ann@example.com") + lines("Content-Type: text/calendar; method=REQUEST; charset=UTF-8; name=invite.ics", "")
         + b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Visit\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
         {"text": "", "attachments": [["invite.ics", "text/calendar"]]}),
    Mail("signed-pgp", head("Refund", "ann@example.com") + multipart("signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"", plain("Please refund me."),
         attached("application/pgp-signature; name=signature.asc", b"-----BEGIN PGP SIGNATURE-----")), {"text": "Please refund me.", "why": "",
         "attachments": [["signature.asc", "application/pgp-signature"]]}),
    Mail("signed-pgp-inline", head("Refund", "ann@example.com") + plain("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nPlease refund me.\n"
         "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n-----END PGP SIGNATURE-----\n"), {"reply_text": "Please refund me.", "why": ""}),
    Mail("encrypted-pgp", head("Secret", "ann@example.com") + multipart("encrypted; protocol=\"application/pgp-encrypted\"",
         attached("application/pgp-encrypted", b"Version: 1"), attached("application/octet-stream; name=encrypted.asc", b"-----BEGIN PGP MESSAGE-----")),
         {"text": "", "attachments": [["", "application/pgp-encrypted"], ["encrypted.asc", "application/octet-stream"]]}),
    Mail("encrypted-smime", head("Secret", "ann@example.com") + attached("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", b"\x30\x80"),
         {"text": "", "attachments": [["smime.p7m", "application/pkcs7-mime", 2]]}),
    Mail("signed-smime-opaque", head("Refund", "ann@example.com") + attached("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
         b"\x30\x82" + plain("Please refund me.") + b"\0"), {"attachments": [["smime.p7m", "application/pkcs7-mime"]]}),
    Mail("forwarded-as-file", head("FW: rude clerk", "ann@example.com") + multipart("mixed", plain("See below, please do something."),
         lines("Content-Type: message/rfc822; name=\"rude clerk.eml\"", "Content-Disposition: attachment; filename=\"rude clerk.eml\"", "")
         + head("rude clerk", "bob@example.com") + plain("He shouted.")), {"text": "See below, please do something.", "why": "",
         "attachments": [["rude clerk.eml", "message/rfc822"]]}),
    Mail("forwarded-bounce-by-person", head("FW: your mail bounced", "ann@example.com") + multipart("mixed", plain("Your shop does not get my mails!"),
         b"Content-Type: message/rfc822\r\n\r\n" + head("Undelivered Mail Returned to Sender", "MAILER-DAEMON@mx.example.com") + plain("550 no such user")),
         {"text": "Your shop does not get my mails!", "why": ""}),
    Mail("uuencoded-photo", head("Photo", "ann@example.com") + lines("Content-Type: text/plain", "") + b"See the photo.\r\n\r\nbegin 644 shoe.jpg\r\n"
         b"#0V%T\r\n`\r\nend\r\n\r\nAnn\r\n", {"text_contains": "See the photo.", "attachments": [["shoe.jpg", None, 3]]}),
    Mail("page-only-photo", head("Photo", "ann@example.com") + html('<img src="data:image/png;base64,iVBORw0KGgo=">'), {"text": ""}),
    Mail("amp-page", head("x", "ann@example.com") + multipart("alternative", plain("Words."), lines("Content-Type: text/x-amp-html", "") + b"<html amp4email>",
         html("<p>Words.</p>")), {"text": "Words."}),
    Mail("report-by-person", head("Report", "ann@example.com") + multipart("report", plain("My own report on your service.")), {"text": "My own report on your service.",
         "why": ""}),
    Mail("jis-quoted-by-robot", head(b"=?iso-2022-jp?B?" + b64(jis("自動返信：受け付けました"), b"").strip() + b"?=", "a@example.jp")
         + plain("受け付けました。", "iso-2022-jp", "7bit"), {"why": "vacation"}),
]  # fmt: skip
