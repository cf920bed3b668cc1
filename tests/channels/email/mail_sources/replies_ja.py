"""Answers as programs write them in Japanese."""

from tests.channels.email.mail_sources.replies_en_ms import gmail
from tests.channels.email.mail_sources.writing import CARE, Mail, answer, head, html, multipart, plain, word

NEW = "先日お願いした室外機の件ですが、まだ音が止まりません。\n夜も眠れませんので、至急ご対応をお願いいたします。"
OLD = "このたびはご迷惑をおかけし申し訳ございません。"
FROM = word("森 理恵", "iso-2022-jp") + b" <mori@example.ne.jp>"
NAME = "カザミお客様相談室"

MAILS = [
    gmail("gmail-ja", NEW, f"2024年5月1日(水) 10:23 {NAME} <{CARE}>:", OLD),
    answer(
        "iphone-ja",
        NEW,
        f"> 2024/05/01 10:23、{NAME} <{CARE}>のメール:\n> \n> \ufeff{OLD}\n",
        tail="\n\niPhoneから送信\n\n",
        from_=FROM,
    ),
    answer(
        "outlook-ja",
        NEW + "\n\n森",
        f"\n\n________________________________\n差出人: {NAME} <{CARE}>\n送信日時: 2024年5月1日 10:23\n宛先: 森 理恵 <mori@example.ne.jp>\n"
        f"件名: 482-915-7036\n\n森様\n\n{OLD}\n",
        "iso-2022-jp",
        "7bit",
        from_=FROM,
    ),
    answer(
        "outlook-phone-ja",
        NEW,
        f"________________________________\n差出人: {NAME} <{CARE}>\n送信日時: Wednesday, May 1, 2024 10:23:45 AM\n"
        f"宛先: 森 理恵\n件名: 482-915-7036\n\n{OLD}\n",
        tail="\n\nOutlook for iOS<https://aka.ms/o0ukef> を入手\n",
        from_=FROM,
    ),
    answer(
        "android-ja",
        NEW,
        f"-------- 元のメッセージ --------\n差出人: {NAME} <{CARE}>\n日付: 2024/05/01 10:23 (GMT+09:00)\n宛先: mori@example.ne.jp\n"
        f"件名: 482-915-7036\n\n{OLD}\n",
        tail="\n\n\nGalaxyから送信\n\n",
        from_=FROM,
    ),
    answer(
        "yahoo-ja",
        NEW,
        f"\n\n----- Original Message -----\nFrom: {NAME} <{CARE}>\nTo: mori@example.ne.jp\nDate: 2024/5/1, Wed 10:23\n"
        f"Subject: 482-915-7036\n\n{OLD}\n",
        "iso-2022-jp",
        "7bit",
        from_=FROM,
    ),
    answer(
        "docomo-ja",
        "写真を送ります。\n水が漏れています。",
        f"\n\n-----Original Message-----\n送信者: {CARE}\n日時: 2024/05/01 10:23\n件名: 482-915-7036\n宛先: mori@docomo.example\n\n{OLD}\n",
        "Shift_JIS",
        "base64",
        codec="cp932",
        from_="mori@docomo.example",
        subject=word("Re:写真", "Shift_JIS", codec="cp932"),
    ),
    answer(
        "becky-ja",
        NEW,
        f"\n\nOn Wed, 01 May 2024 10:23:45 +0900\n{NAME} <{CARE}> wrote:\n\n> {OLD}\n",
        "iso-2022-jp",
        "7bit",
        from_=FROM,
    ),
    answer("thunderbird-ja", NEW, f"\n\nOn 2024/05/01 10:23, {NAME} wrote:\n> {OLD}\n> \n", from_=FROM),
    answer(
        "said-so-ja", NEW, f"\n\n2024年5月1日 10:23 {NAME} さんは書きました:\n> {OLD}\n", "euc-jp", "8bit", from_=FROM
    ),
    answer(
        "signature-box-ja",
        "お世話になっております。森です。\n" + NEW,
        f"\n\n> {OLD}\n",
        tail="\n\n━━━━━━━━━━━━━━━━━━━━\n森 理恵（もり りえ）\n〒542-0085 大阪市中央区心斎橋筋1-2-3\nTEL: 06-0000-0000\nmori@example.ne.jp\n━━━━━━━━━━━━━━━━━━━━\n",
        from_=FROM,
        signature_contains="大阪市中央区",
    ),
    Mail(
        "answer-below-ja",
        head(word("Re: ご訪問の日程", "iso-2022-jp"), FROM)
        + plain(
            f"2024年5月1日 10:23、{NAME} <{CARE}> のメール:\n> 明日の午前中にお伺いしてよろしいでしょうか。\n\nはい、十時以降でお願いします。\n",
            "iso-2022-jp",
            "7bit",
        ),
        {"reply_text": "はい、十時以降でお願いします。", "why": ""},
    ),
    Mail(
        "outlook-page-only-ja",
        head(word("RE: 482-915-7036"), FROM)
        + html(
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>p.MsoNormal{margin:0}</style></head>'
            '<body lang="JA"><div class="WordSection1"><p class="MsoNormal">先日の室外機ですが、</p><p class="MsoNormal">まだ音が止まりません。</p>'
            '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0mm 0mm 0mm"><p class="MsoNormal"><b>From:</b> '
            f"{NAME} &lt;{CARE}&gt; <br><b>Sent:</b> Wednesday, May 1, 2024 10:23 AM<br><b>To:</b> 森 理恵<br><b>Subject:</b> "
            f'482-915-7036</p></div><p class="MsoNormal">{OLD}</p></div></body></html>'
        ),
        {"reply_text": "先日の室外機ですが、\n\nまだ音が止まりません。", "text_contains": OLD, "why": ""},
    ),
    Mail(
        "forward-nested-ja",
        head(word("Fwd: Fwd: ご注文の件", "iso-2022-jp"), FROM)
        + multipart(
            "mixed",
            plain("二回も同じ返事が来ました。転送します。\n", "iso-2022-jp", "7bit"),
            b"Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename*=utf-8''%E8%BB%A2%E9%80%81.eml\r\n\r\n"
            + head(word("Fwd: ご注文の件", "iso-2022-jp"), FROM)
            + multipart(
                "mixed",
                plain("一回目です。", "iso-2022-jp", "7bit"),
                b"Content-Type: message/rfc822\r\n\r\n" + head("inner") + plain("最初の返事"),
                boundary="inner",
            ),
            boundary="outer",
        ),
        {
            "reply_text": "二回も同じ返事が来ました。転送します。",
            "attachments": [["転送.eml", "message/rfc822"]],
            "why": "",
        },
    ),
]
