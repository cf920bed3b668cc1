"""How more programs in four languages announce what they quote, and what they put under an answer."""

from tests.channels.email.mail_sources.writing import CARE, Mail, answer, head, html

EN, OLD_EN = "The lining tore again.\nI would like my money back.", "We will collect the coat tomorrow."
JA, OLD_JA = "まだ音が止まりません。\n至急ご対応をお願いします。", "このたびはご迷惑をおかけし申し訳ございません。"
ZH, OLD_ZH = "空调还是漏水。\n请派人来看。", "您好，我们已经收到您的来信。"
HANT, OLD_HANT = "冷氣還是漏水。\n請派人來看。", "您好，我們已收到您的來信。"
MS, OLD_MS = "Penghawa dingin masih bocor.\nSila hantar juruteknik.", "Juruteknik kami akan datang esok."
JP = "カザミお客様相談室"
CN = "风见客服"


def en(name: str, announced: str, tail: str = "", quoted: bool = True) -> Mail:
    return _told(f"en-{name}", EN, announced, OLD_EN, tail, quoted)


def ja(name: str, announced: str, tail: str = "", quoted: bool = True) -> Mail:
    return _told(f"ja-{name}", JA, announced, OLD_JA, tail, quoted)


def zh(name: str, announced: str, tail: str = "", quoted: bool = False) -> Mail:
    return _told(f"zh-{name}", ZH, announced, OLD_ZH, tail, quoted)


def hant(name: str, announced: str, tail: str = "", quoted: bool = False) -> Mail:
    return _told(f"hant-{name}", HANT, announced, OLD_HANT, tail, quoted)


def ms(name: str, announced: str, tail: str = "", quoted: bool = True) -> Mail:
    return _told(f"ms-{name}", MS, announced, OLD_MS, tail, quoted)


def _told(name: str, new: str, announced: str, old: str, tail: str, quoted: bool) -> Mail:
    """Write an answer; quoted: the history stands behind ">"."""
    history = "\n".join(f"> {line}" for line in ("", old)) if quoted else f"\n{old}"
    return answer(name, new, f"\n\n{announced}\n{history}\n", tail=tail)


def page(name: str, new: str, quoted: str, text: str) -> Mail:
    """Write an answer that is a page only."""
    lines = "".join(f"<div>{line}</div>" for line in new.split("\n"))
    return Mail(f"page-{name}", head("Re: 482-915-7036", "Ann Lee <ann@example.com>") + html(f"<html><body>{lines}{quoted}</body></html>"),
                {"reply_text": new, "text_contains": text, "why": ""})  # fmt: skip


MAILS = [
    en("apple-colon", f"On 1 May 2024, at 10:23, Kazami Care <{CARE}> wrote:"),
    en("apple-comma", f"On May 1, 2024, at 10:23 AM, Kazami Care <{CARE}> wrote:", "\n\nSent from my iPad"),
    en("outlook-mac", f"From: Kazami Care <{CARE}>\nDate: Wednesday, 1 May 2024 at 10:23\nTo: Ann Lee <ann@example.com>\nSubject: 482-915-7036", quoted=False),
    en("outlook-bold", f"*From:* Kazami Care <{CARE}>\n*Sent:* Wednesday, May 1, 2024 10:23 AM\n*To:* Ann Lee\n*Subject:* 482-915-7036", quoted=False),
    en("outlook-reactions", f"________________________________\nFrom: Kazami Care <{CARE}>\nSent: 01 May 2024 10:23\nTo: Ann Lee\nCc: Bob\nSubject: 482",
       "\n\nGet Outlook for Android<https://aka.ms/AAb9ysg>", quoted=False),
    en("yahoo", f"On Wednesday, May 1, 2024 at 10:23:45 AM GMT+8, Kazami Care <{CARE}> wrote:", quoted=False),
    en("yahoo-phone", f"On Wed, May 1, 2024 at 10:23 AM, Kazami Care<{CARE}> wrote:", "\n\nSent from Yahoo Mail on Android", quoted=False),
    en("proton", f"On Wednesday, May 1st, 2024 at 10:23 AM, Kazami Care <{CARE}> wrote:", "\n\nSent with Proton Mail secure email."),
    en("thunderbird", "On 01/05/2024 10:23, Kazami Care wrote:"),
    en("kmail", "On Wednesday, May 1, 2024 10:23:45 AM +08 Kazami Care wrote:"),
    en("mutt", "On Wed, May 01, 2024 at 10:23:45AM +0800, Kazami Care wrote:"),
    en("zoho", f"---- On Wed, 01 May 2024 10:23:45 +0800 Kazami Care <{CARE}> wrote ----", quoted=False),
    en("spark", f"On 1 May 2024 at 10:23 +0800, Kazami Care <{CARE}>, wrote:"),
    en("em-client", f'------ Original Message ------\nFrom "Kazami Care" <{CARE}>\nTo ann@example.com\nDate 01/05/2024 10:23:45\nSubject 482-915-7036', quoted=False),
    en("notes", f"Kazami Care <{CARE}> wrote on 01/05/2024 10:23:45:", quoted=False),
    en("notes-table", f"From:\tKazami Care <{CARE}>\nTo:\tann@example.com\nDate:\t01/05/2024 10:23\nSubject:\t482-915-7036", quoted=False),
    en("blackberry", f"-----Original Message-----\nFrom: Kazami Care <{CARE}>\nDate: Wed, 1 May 2024 10:23:45\nTo: <ann@example.com>\nSubject: 482",
       "\n\nSent from my BlackBerry", quoted=False),
    en("samsung", f"-------- Original message --------\nFrom: Kazami Care <{CARE}>\nDate: 01/05/2024 10:23 (GMT+00:00)\nTo: ann@example.com\nSubject: 482",
       "\n\nSent from my Galaxy", quoted=False),
    en("gmail-no-comma", f"On Wed, 1 May 2024, 10:23 Kazami Care, <{CARE}> wrote:"),
    en("please-reply-above", f"##- Please type your reply above this line -##\n\nKazami Care, 1 May 2024, 10:23\n\n{OLD_EN}", quoted=False),
    en("horde", "Quoting Kazami Care <care@kazami.example>:"),
    en("iso-date", "2024-05-01 10:23 GMT+08:00 Kazami Care <care@kazami.example>:"),
    ja("apple", f"> 2024/05/01 10:23、{JP} <{CARE}>のメール:"),
    ja("apple-new", f"2024年5月1日(水) 10:23、{JP} <{CARE}> のメール："),
    ja("apple-am", f"2024/05/01 午前10:23、{JP} <{CARE}>のメール："),
    ja("gmail-am", f"2024年5月1日(水) 午前10:23 {JP} <{CARE}>:"),
    ja("gmail-slash", f"2024/05/01 10:23 {JP} <{CARE}>:"),
    ja("thunderbird-old", f"(2024/05/01 10:23), {JP} wrote:"),
    ja("thunderbird-english", f"On 2024/05/01 10:23, {JP} wrote:"),
    ja("becky", f"On Wed, 01 May 2024 10:23:45 +0900\n{JP} <{CARE}> wrote:"),
    ja("shuriken", f"{JP} さんは書きました:"),
    ja("al-mail", f'"Re: 482-915-7036"において、\n{JP}さんは書きました：'),
    ja("roundcube", f"2024-05-01 10:23 に {JP} さんは書きました:"),
    ja("edmax", f"{JP} さんが 2024/05/01 10:23 に書きました:"),
    ja("hidemaru", f"{JP} さん wrote:"),
    ja("line-works", f'-----Original Message-----\nFrom: "{JP}"<{CARE}>\nTo: <mori@example.ne.jp>\nCc:\nSent: 2024-05-01 (水) 10:23:45 (UTC+09:00)\nSubject: 482', quoted=False),
    ja("line-works-ja", f'-----Original Message-----\n送信者: "{JP}"<{CARE}>\n宛先: <mori@example.ne.jp>\n送信日時: 2024-05-01 (水) 10:23:45\n件名: 482', quoted=False),
    ja("docomo-app", f"----- 元のメッセージ -----\n送信元: {CARE}\n送信日時: 2024/05/01 10:23\n件名: 482", quoted=False),
    ja("docomo-spmode", f"---------- 元のメール ----------\nFrom:{CARE}\nDate:2024/05/01 10:23\nSub:482", quoted=False),
    ja("au", f"-----Original Message-----\nFrom: {CARE}\nDate: 2024/05/01 10:23:45\nTo: mori@au.example\nSubject: 482", quoted=False),
    ja("softbank", f"----- Original Message -----\nFrom:{CARE}\nTo:mori@softbank.example\nDate:2024/5/1 10:23\nSubject:482", quoted=False),
    ja("yahoo-app", f"----- Original Message -----\nFrom: {JP}\nDate: 2024年5月1日(水) 10:23\nTo: mori@yahoo.example\nSubject: 482",
       "\n\nYahoo!メールアプリから送信", quoted=False),
    ja("outlook-block", f"差出人: {JP} <{CARE}>\n送信日時: 2024年5月1日水曜日 10:23\n宛先: 森 理恵 <mori@example.ne.jp>\nCC: 佐藤\n件名: 482-915-7036", quoted=False),
    ja("outlook-new-wide-colon", f"差出人：{JP} <{CARE}>\n送信日時：2024年5月1日 10:23\n宛先：森 理恵\n件名：482", quoted=False),
    ja("outlook-mac", f"差出人: {JP} <{CARE}>\n日付: 2024年5月1日 水曜日 10:23\n宛先: 森 理恵\n件名: 482", quoted=False),
    ja("outlook-dashes", f"-----元のメッセージ-----\nFrom: {JP} <{CARE}>\nSent: Wednesday, May 1, 2024 10:23 AM\nTo: 森\nSubject: 482", quoted=False),
    ja("cybozu", f"----- {JP} さんは書きました -----"),
    ja("zoho", f"---- 2024-05-01 10:23:45 +0900、{JP} <{CARE}>が書きました ----", quoted=False),
    ja("spark", f"2024年5月1日 10:23 +0900、{JP} <{CARE}> のメール:"),
    ja("footer-xperia", f"2024年5月1日(水) 10:23 {JP} <{CARE}>:", "\n\nXperiaから送信"),
    ja("footer-iphone-wide", f"2024年5月1日(水) 10:23 {JP} <{CARE}>:", "\n\nマイ iPhone から送信"),
    ja("footer-docomo", f"2024年5月1日(水) 10:23 {JP} <{CARE}>:", "\n\nドコモメールより送信"),
    ja("footer-outlook", f"2024年5月1日(水) 10:23 {JP} <{CARE}>:", "\n\nAndroid 版 Outlook から送信"),
    ja("footer-outlook-ios", f"2024年5月1日(水) 10:23 {JP} <{CARE}>:", "\n\niOS 版 Outlook を入手する"),
    ja("rule-wide", f"━━━━━━━━━━━━━━━━\n差出人：{JP}\n送信日時：2024/05/01 10:23\n件名：482\n━━━━━━━━━━━━━━━━", quoted=False),
    zh("apple", f"> 2024年5月1日 上午10:23，{CN} <{CARE}> 写道：", quoted=True),
    zh("apple-old", f"在 2024年5月1日，上午10:23，{CN} <{CARE}> 写道：", quoted=True),
    zh("gmail", f"{CN} <{CARE}> 于2024年5月1日周三 10:23写道：", quoted=True),
    zh("outlook", f"发件人: {CN} <{CARE}>\n发送时间: 2024年5月1日 10:23\n收件人: 王芳 <wf@example.cn>\n主题: 482"),
    zh("outlook-new", f"________________________________\n发件人: {CN} <{CARE}>\n日期: 星期三, 2024年5月1日 10:23\n收件人: 王芳\n主题: 482"),
    zh("qq-english", f"------------------ Original ------------------\nFrom:  \"{CN}\"<{CARE}>;\nDate:  Wed, May 1, 2024 10:23 AM\nTo:  \"王芳\"<wf@qq.example>;\nSubject:  482"),
    zh("qq-reply", f"------------------\u00a0原始邮件\u00a0------------------\n发件人:                                                                              "
       f"                                          \"{CN}\"                                                                <{CARE}>;\n发送时间:\u00a02024年5月1日(星期三) 上午10:23\n"
       "收件人:\u00a0\"王芳\"<wf@qq.example>;\n主题:\u00a0482"),
    zh("exmail", f"------------------ 原始邮件 ------------------\n发件人: {CN} <{CARE}>\n发送时间: 2024-05-01 10:23\n收件人: wf <wf@corp.example>\n主题: 482", "\n\n发自我的企业微信"),
    zh("163-at", f'At 2024-05-01 10:23:45, "{CN}" <{CARE}> wrote:'),
    zh("163-zai", f"在 2024-05-01 10:23:45，{CN} <{CARE}> 写道："),
    zh("163-master", f"---- 回复的原邮件 ----\n发件人 {CN}<{CARE}>\n发送日期 2024年05月01日 10:23\n收件人 wf\n主题 482"),
    zh("163-master-table", f"---- 回复的原邮件 ----\n| 发件人 | {CN}<{CARE}> |\n| 发送日期 | 2024年05月01日 10:23 |\n| 收件人 | wf<wf@163.example> |\n| 主题 | 482 |"),
    zh("aliyun", f"------------------------------------------------------------------\n发件人：{CN} <{CARE}>\n发送时间：2024年5月1日(星期三) 10:23\n收件人：王芳\n主　题：482"),
    zh("139", f"----邮件原文----\n发件人：{CN} <{CARE}>\n收件人：wf@139.example\n抄　送: （无）\n发送时间：2024-05-01 10:23:45\n主题：482"),
    zh("189", f"------------------原始邮件------------------\n发件人：{CN} <{CARE}>\n发送时间：2024-05-01 10:23:45\n收件人：wf@189.example\n主题：482"),
    zh("sina", f"----- 原始邮件 -----\n发件人：{CN} <{CARE}>\n收件人：wf@sina.example\n主题：482\n日期：2024年05月01日 10点23分"),
    zh("sohu", f"------------------ 原始邮件 ------------------\n发件人:{CN}<{CARE}>\n发送时间:2024-05-01 10:23\n收件人:wf\n主题:482"),
    zh("huawei", f"-------- 原始邮件 --------\n发件人： {CN} <{CARE}>\n日期： 2024年5月1日周三 10:23\n收件人： wf@example.cn\n主 题： 482", "\n\n发自我的华为手机"),
    zh("xiaomi", f"在 {CN} <{CARE}>，2024年5月1日 上午10:23写道：", "\n\n发自我的小米手机", quoted=True),
    zh("samsung", f"-------- 原始邮件 --------\n发件人：{CN} <{CARE}>\n日期：2024/5/1 10:23（GMT+08:00）\n收件人：wf@example.cn\n主题：482", "\n\n来自我的三星手机"),
    zh("foxmail", f"发件人： {CN}\n发送时间： 2024-05-01 10:23\n收件人： wf\n抄送： 李\n主题： 482"),
    zh("foxmail-english", f"From: {CN}\nDate: 2024-05-01 10:23\nTo: wf\nSubject: 482"),
    zh("spark", f"2024年5月1日 10:23 +0800，{CN} <{CARE}>，写道：", quoted=True),
    zh("thunderbird", f"在 2024/5/1 10:23, {CN} 写道:", quoted=True),
    zh("footer-qq-phone", f"------------------ 原始邮件 ------------------\n发件人: \"{CN}\" <{CARE}>\n发送时间: 2024年5月1日 10:23\n收件人: \"王芳\"\n主题: 482", "\n\n发自我的iPhone"),
    zh("footer-outlook-phone", f"________________________________\n发件人: {CN} <{CARE}>\n发送时间: Wednesday, May 1, 2024 10:23:45 AM\n收件人: 王芳\n主题: 482",
       "\n\n获取 Outlook for iOS<https://aka.ms/o0ukef>"),
    hant("apple", f"> {CN} <{CARE}> 於 2024年5月1日 上午10:23 寫道：", quoted=True),
    hant("yahoo", f"{CN} <{CARE}> 於 2024年5月1日 星期三 上午10:23:45 [GMT+8] 寫道："),
    hant("outlook", f"寄件者: {CN} <{CARE}>\n寄件日期: 2024年5月1日 上午 10:23\n收件者: 陳大文\n主旨: 482"),
    hant("outlook-dashes", f"-----原始郵件-----\n寄件者: {CN} [mailto:{CARE}]\n寄件日期: 2024年5月1日 10:23\n收件者: 陳\n主旨: 482"),
    hant("gmail", f"{CN} <{CARE}> 於 2024年5月1日週三 上午10:23寫道：", quoted=True),
    hant("samsung", f"-------- 原始訊息 --------\n自： {CN} <{CARE}>\n日期： 2024/5/1 10:23 (GMT+08:00)\n至： chan@example.hk\n主旨： 482", "\n\n從我的 Galaxy 傳送"),
    ms("gmail", f"Pada Rab, 1 Mei 2024 pada 10:23 PG Kazami <{CARE}> menulis:"),
    ms("apple", f"Pada 1 Mei 2024, pada 10:23 PG, Kazami <{CARE}> telah menulis:", "\n\nDihantar dari iPhone saya"),
    ms("yahoo", f"Pada Rabu, 1 Mei 2024 10:23:45 PG MYT, Kazami <{CARE}> menulis:", quoted=False),
    ms("outlook", f"Daripada: Kazami <{CARE}>\nDihantar: Rabu, 1 Mei 2024 10:23 PG\nKepada: Aishah\nSubjek: 482", quoted=False),
    ms("samsung", f"-------- Mesej asal --------\nDaripada: Kazami <{CARE}>\nTarikh: 1/5/24 10:23 (GMT+08:00)\nKepada: a@example.com.my\nSubjek: 482",
       "\n\nDihantar daripada Galaxy saya", quoted=False),
    ms("indonesian", f"Pada tanggal Rab, 1 Mei 2024 pukul 10.23 Kazami <{CARE}> menulis:"),
    ms("english-program", f"On Wed, May 1, 2024 at 10:23 AM Kazami <{CARE}> wrote:"),
    # Pages only.
    page("outlook-com", EN, f'<div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Kazami</div><div>{OLD_EN}</div>', OLD_EN),
    page("outlook-desktop", EN, f'<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Kazami &lt;{CARE}&gt;<br><b>Sent:</b> 1 May 2024 10:23<br>'
         f'<b>To:</b> Ann<br><b>Subject:</b> 482</p></div></div><p>{OLD_EN}</p>', OLD_EN),
    page("apple", EN, f'<div><br><blockquote type="cite"><div>On 1 May 2024, at 10:23, Kazami &lt;{CARE}&gt; wrote:</div><div>{OLD_EN}</div></blockquote></div>', OLD_EN),
    page("gmail", EN, f'<div class="gmail_quote"><div class="gmail_attr">On Wed, 1 May 2024 at 10:23, Kazami &lt;{CARE}&gt; wrote:</div><blockquote class="gmail_quote">{OLD_EN}</blockquote></div>', OLD_EN),
    page("thunderbird", EN, f'<div class="moz-cite-prefix">On 01/05/2024 10:23, Kazami wrote:<br></div><blockquote type="cite">{OLD_EN}</blockquote>', OLD_EN),
    page("yahoo", EN, f'<div id="ydp1yahoo_quoted" class="yahoo_quoted"><div>On Wednesday, May 1, 2024, Kazami wrote:</div><div>{OLD_EN}</div></div>', OLD_EN),
    page("qq", ZH, f'<div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div>'
         f'<div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"{CN}"</div><div><b>发送时间:</b>&nbsp;2024年5月1日</div><div><b>主题:</b>&nbsp;482</div></div>'
         f"<div>{OLD_ZH}</div>", OLD_ZH),
    page("163", ZH, f'<div id="divNeteaseMailCard"></div><pre>在 2024-05-01 10:23:45，"{CN}" &lt;{CARE}&gt; 写道：</pre><blockquote id="isReplyContent">{OLD_ZH}</blockquote>', OLD_ZH),
    page("foxmail", ZH, f'<div><hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left"></div><blockquote><div style="border:none;border-top:solid #B5C4DF 1.0pt"><div><b>发件人：</b> {CN}</div>'
         f'<div><b>发送时间：</b> 2024-05-01</div><div><b>主题：</b> 482</div></div><div>{OLD_ZH}</div></blockquote>', OLD_ZH),
    page("outlook-ja", JA, f'<hr tabindex="-1"><div id="divRplyFwdMsg"><b>差出人:</b> {JP}<br><b>送信日時:</b> 2024年5月1日<br><b>件名:</b> 482</div><div>{OLD_JA}</div>', OLD_JA),
    page("line-works", JA, f"<div><br></div><div>-----Original Message-----<br>From: \"{JP}\"&lt;{CARE}&gt;<br>To: &lt;mori@example.ne.jp&gt;<br>Sent: 2024-05-01 (水) 10:23:45<br>"
         f"Subject: 482</div><div>{OLD_JA}</div>", OLD_JA),
    page("proton", EN, f'<div class="protonmail_signature_block">Sent with Proton Mail secure email.</div><div class="protonmail_quote">On Wednesday, Kazami wrote:<blockquote>{OLD_EN}</blockquote></div>', OLD_EN)
]  # fmt: skip
