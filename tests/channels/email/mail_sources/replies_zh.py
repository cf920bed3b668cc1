"""Answers as programs write them in Chinese."""

from tests.channels.email.mail_sources.replies_en_ms import gmail
from tests.channels.email.mail_sources.writing import CARE, Mail, answer, head, html, multipart, plain, word

NEW = "空调装好才三天就漏水，地板都泡坏了。\n师傅说是我们自己开窗造成的，这不是理由，请派人来看。"
OLD = "您好，我们已经收到您的来信。"
FROM = word("王芳", "gb2312") + b" <wang.fang@qq.example>"
NAME = "风见客服"
TRADITIONAL = "冷氣裝好三天就漏水，地板都泡壞了。\n請儘快派人來處理。"

MAILS = [
    gmail("gmail-zh", NEW, f"{NAME} <{CARE}> 于2024年5月1日周三 10:23写道：", OLD),
    gmail(
        "gmail-zh-hant",
        TRADITIONAL,
        f"{NAME} <{CARE}> 於 2024年5月1日 週三 上午10:23寫道：",
        "您好，我們已收到您的來信。",
    ),
    answer(
        "qq-zh",
        NEW,
        f'\n\n\n------------------\u00a0原始邮件\u00a0------------------\n发件人: "{NAME}" <{CARE}>;\n发送时间:\u00a02024年5月1日(星期三) 上午10:23\n'
        f'收件人:\u00a0"王芳"<wang.fang@qq.example>;\n\n主题:\u00a0482-915-7036\n\n\n\n{OLD}\n',
        "gb18030",
        from_=FROM,
    ),
    answer(
        "foxmail-zh",
        NEW,
        f"\n\n\n\nwang.fang@qq.example\n \n发件人： {NAME}\n发送时间： 2024-05-01 10:23\n收件人： wang.fang\n主题： 482-915-7036\n{OLD}\n",
        "gb2312",
        codec="gbk",
        from_=FROM,
        reply_text=NEW + "\n\n\n\nwang.fang@qq.example",
    ),
    answer(
        "163-zh",
        NEW,
        f'\n\n\n\n\n\n\n\n\n在 2024-05-01 10:23:45，"{NAME}" <{CARE}> 写道：\n\n{OLD}\n',
        "GBK",
        from_=word("王芳", "GBK") + b" <wangfang@163.example>",
    ),
    answer("163-quoted-zh", NEW, f"\n\n在 2024-05-01 10:23:45，{CARE} 写道：\n>{OLD}\n>\n", "GBK", from_=FROM),
    answer(
        "netease-phone-zh",
        NEW,
        f"---- 回复的原邮件 ----\n| 发件人 | {NAME}<{CARE}> |\n| 日期 | 2024年05月01日 10:23 |\n| 收件人 | wangfang |\n"
        f"| 主题 | 482-915-7036 |\n{OLD}\n",
        tail="\n\n发自我的网易邮箱大师\n\n",
        from_=FROM,
    ),
    answer(
        "wechat-zh",
        "鞋底又开胶了，照片见附件。",
        f"------------------ Original ------------------\nFrom: {NAME} <{CARE}>\nDate: 周三,5月 1,2024 10:23 上午\n"
        f"To: wang.fang <wang.fang@qq.example>\nSubject: Re: 482-915-7036\n\n{OLD}\n",
        "utf-8",
        tail="\n\n\n发自我的iPhone\n\n\n",
        from_=FROM,
    ),
    answer(
        "iphone-zh",
        NEW,
        f"> 在 2024年5月1日，10:23，{NAME} <{CARE}> 写道：\n> \n> \ufeff{OLD}\n",
        tail="\n\n发自我的 iPhone\n\n",
        from_=FROM,
    ),
    answer(
        "outlook-zh",
        NEW,
        f"\n\n发件人: {NAME} <{CARE}>\n发送时间: 2024年5月1日 10:23\n收件人: 王芳 <wang.fang@qq.example>\n主题: 482-915-7036\n\n{OLD}\n",
        "gb2312",
        "quoted-printable",
        from_=FROM,
    ),
    answer(
        "outlook-phone-zh",
        NEW,
        f"________________________________\n发件人: {NAME} <{CARE}>\n发送时间: Wednesday, May 1, 2024 10:23:45 AM\n收件人: 王芳\n"
        f"主题: 482-915-7036\n\n{OLD}\n",
        tail="\n\n获取 Outlook for iOS<https://aka.ms/o0ukef>\n",
        from_=FROM,
    ),
    answer(
        "hotmail-zh-hant",
        TRADITIONAL,
        f"\n\n________________________________\n寄件者: {NAME} <{CARE}>\n寄件日期: 2024年5月1日 上午 10:23\n收件者: 王芳\n主旨: 482-915-7036\n\n您好\n".replace(
            "风见客服", "風見客服"
        ),
        "big5",
        from_=word("王芳", "big5") + b" <wang@example.com.tw>",
    ),
    answer(
        "android-zh",
        NEW,
        f"-------- 原始邮件 --------\n发件人： {NAME} <{CARE}>\n日期： 2024/5/1 10:23 (GMT+08:00)\n收件人： wang.fang@qq.example\n"
        f"主题： 482-915-7036\n\n{OLD}\n",
        tail="\n\n从我的华为手机发送\n",
        from_=FROM,
    ),
    Mail(
        "qq-page-zh",
        head(word("回复：482-915-7036", "gb18030"), FROM)
        + multipart(
            "alternative",
            plain("", "gb18030", "base64"),
            html(
                f'<div>{NEW.replace(chr(10), "<br>")}</div><div><br></div><div><br></div><div style="font-size: 12px;font-family: Arial Narrow;'
                'padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;'
                f'padding:8px;"><div><b>发件人:</b> "{NAME}" &lt;{CARE}&gt;;</div><div><b>发送时间:</b>&nbsp;2024年5月1日</div>'
                f"<div><b>主题:</b>&nbsp;482-915-7036</div></div><div>{OLD}</div>",
                "gb18030",
                "base64",
            ),
            boundary="----=_NextPart_6630",
        ),
        {"reply_text": NEW, "text_contains": OLD, "why": ""},
    ),
]
