"""What somebody wrote this time is parted from what their program quotes, in the languages programs speak."""

import pytest

from amends.channels.email.replies import split

NEW = "The coat tore again.\nI would like my money back."
WHO = "Megan One"
ADDRESS = "megan@example.com"

WITH_ADDRESS = f"""
On Mon, Apr 2, 2012 at 6:26 PM {WHO} <{ADDRESS}> wrote:
On Mon, 2 Apr 2012 at 18:26, {WHO} <{ADDRESS}> wrote:
Am Mo., 2. Apr. 2012 um 18:26 Uhr schrieb {WHO} <{ADDRESS}>:
Am 02.04.2012 um 18:26 schrieb {WHO} <{ADDRESS}>:
Le lun. 2 avr. 2012 à 18:26, {WHO} <{ADDRESS}> a écrit :
El lun, 2 abr 2012 a las 18:26, {WHO} (<{ADDRESS}>) escribió:
Il giorno lun 2 apr 2012 alle ore 18:26 {WHO} <{ADDRESS}> ha scritto:
Em seg., 2 de abr. de 2012 às 18:26, {WHO} <{ADDRESS}> escreveu:
Op ma 2 apr. 2012 om 18:26 schreef {WHO} <{ADDRESS}>:
Op 2 apr. 2012, om 18:26 heeft {WHO} <{ADDRESS}> het volgende geschreven:
Den mån 2 apr. 2012 kl 18:26 skrev {WHO} <{ADDRESS}>:
Den man. 2. apr. 2012 kl. 18.26 skrev {WHO} <{ADDRESS}>:
man. 2. apr. 2012 kl. 18:26 skrev {WHO} <{ADDRESS}>:
ma 2. huhtik. 2012 klo 18.26 {WHO} ({ADDRESS}) kirjoitti:
{WHO} <{ADDRESS}> kirjoitti 2.4.2012 kello 18.26:
pon., 2 kwi 2012 o 18:26 {WHO} <{ADDRESS}> napisał(a):
Wiadomość napisana przez {WHO} <{ADDRESS}> w dniu 2 kwi 2012, o godz. 18:26:
пн, 2 апр. 2012 г. в 18:26, {WHO} <{ADDRESS}>:
2 апр. 2012 г., в 18:26, {WHO} <{ADDRESS}> написал(а):
po 2. 4. 2012 v 18:26 odesílatel {WHO} <{ADDRESS}> napsal:
{WHO} <{ADDRESS}> ezt írta (időpont: 2012. ápr. 2., H, 18:26):
{WHO} <{ADDRESS}>, 2 Nis 2012 Pzt, 18:26 tarihinde şunu yazdı:
2012年4月2日(月) 18:26 {WHO} <{ADDRESS}>:
2012年4月2日 18:26、{WHO} <{ADDRESS}>のメール:
2012/04/02 18:26、{WHO} <{ADDRESS}>のメール：
2012년 4월 2일 (월) 오후 6:26, {WHO} <{ADDRESS}>님이 작성:
2012. 4. 2. 오후 6:26, {WHO} <{ADDRESS}> 작성:
{WHO} <{ADDRESS}> 于2012年4月2日周一 18:26写道：
{WHO} <{ADDRESS}> 於 2012年4月2日 週一 下午6:26寫道：
在 2012年4月2日，下午6:26，{WHO} <{ADDRESS}> 写道：
在 2012-04-02 18:26:45，"{WHO}" <{ADDRESS}> 写道：
At 2012-04-02 18:26:45, "{WHO}" <{ADDRESS}> wrote:
在2012年04月02日 18:26，{WHO}<{ADDRESS}> 写道：
Vào Th 2, 2 thg 4, 2012 vào lúc 18:26 {WHO} <{ADDRESS}> đã viết:
ในวันที่ จ. 2 เม.ย. 2012 เวลา 18:26 {WHO} <{ADDRESS}> เขียนว่า:
Pada tanggal Sen, 2 Apr 2012 pukul 18.26 {WHO} <{ADDRESS}> menulis:
Pada Isn, 2 Apr 2012 pada 6:26 PTG {WHO} <{ADDRESS}> menulis:
пн, 2 квіт. 2012 р. о 18:26 {WHO} <{ADDRESS}> пише:
În lun., 2 apr. 2012 la 18:26, {WHO} <{ADDRESS}> a scris:
Στις Δευ 2 Απρ 2012 στις 6:26 μ.μ., ο χρήστης {WHO} <{ADDRESS}> έγραψε:
\u202bבתאריך יום ב׳, 2 באפר׳ 2012 ב-18:26 מאת \u202a{WHO}\u202c\u200f <\u202a{ADDRESS}\u202c\u200f>:\u202c
\u202bفي الاثنين، 2 أبريل 2012 في 6:26 م تمت كتابة ما يلي بواسطة \u202a{WHO}\u202c\u200f <\u202a{ADDRESS}\u202c\u200f>:\u202c
सोम, 2 अप्रैल 2012 को 6:26 pm बजे {WHO} <{ADDRESS}> ने लिखा:
26.06.2014, 14:41, "{WHO}" <{ADDRESS}>:
--- On Wed, 4/4/12, {WHO} <{ADDRESS}> wrote:
    On Wednesday, 1 May 2024 at 10:23:45 GMT+8, {WHO} <{ADDRESS}> wrote:
""".strip("\n").splitlines()
WITHOUT_ADDRESS = f"""
On Apr 3, 2012, at 4:19 PM, {WHO} wrote:
On 04/02/2012 06:26 PM, {WHO} wrote:
On 2012-04-02 18:26, {WHO} wrote:
Am 02.04.12 um 18:26 schrieb {WHO}:
{WHO} schrieb am 02.04.2012 um 18:26:
Le 02/04/2012 à 18:26, {WHO} a écrit :
Il 02/04/2012 18:26, {WHO} ha scritto:
Op 2-4-2012 om 18:26 schreef {WHO}:
W dniu 02.04.2012 o 18:26, {WHO} pisze:
02.04.2012 18:26, {WHO} пишет:
Em 02/04/2012 18:26, {WHO} escreveu:
El 02/04/2012 a las 18:26, {WHO} escribió:
(2012/04/02 18:26), {WHO} wrote:
2012/04/02 18:26、{WHO} さんは書きました:
於 2012/4/2 下午 6:26, {WHO} 提到:
在 2012/4/2 18:26, {WHO} 写道:
Pada 02/04/2012 18:26, {WHO} menulis:
Den 2012-04-02 kl. 18:26, skrev {WHO}:
Dne 2. 4. 2012 v 18:26 {WHO} napsal(a):
""".strip("\n").splitlines()
HEADER_BLOCKS = """
From: X <x@example.com>|Sent: Monday, 2 April 2012 18:26|To: y@example.com|Subject: RE: Coat
*From:* X <x@example.com>|*Sent:* Monday, 2 April 2012 18:26|*To:* y@example.com|*Subject:* Coat
From: X|Date: Mon, 2 Apr 2012|Subject: Coat|To: y@example.com
差出人: X <x@example.com>|送信日時: 2012年4月2日 18:26|宛先: y@example.com|件名: コート
送信者：X|日時：2012/04/02 18:26|宛先：y@example.com|件名：コート
发件人: X <x@example.com>|发送时间: 2012年4月2日 18:26|收件人: y@example.com|主题: 大衣
发件人：X|日期：2012-04-02 18:26|收件人：y|抄送：z|主题：大衣
寄件者: X <x@example.com>|寄件日期: 2012年4月2日 下午 06:26|收件者: y|主旨: 大衣
寄件人：X|傳送日期：2012年4月2日|收件人：y|主題：大衣
Daripada: X <x@example.com>|Dihantar: Isnin, 2 April 2012 18:26|Kepada: y|Subjek: Kot
Dari: X|Tarikh: 2 April 2012|Kepada: y|Perkara: Kot
Von: X <x@example.com>|Gesendet: Montag, 2. April 2012 18:26|An: y|Betreff: Mantel
De : X <x@example.com>|Envoyé : lundi 2 avril 2012 18:26|À : y|Objet : Manteau
De: X <x@example.com>|Enviado el: lunes, 2 de abril de 2012 18:26|Para: y|Asunto: Abrigo
De: X|Enviada em: segunda-feira, 2 de abril de 2012 18:26|Para: y|Assunto: Casaco
Da: X <x@example.com>|Inviato: lunedì 2 aprile 2012 18:26|A: y|Oggetto: Cappotto
Van: X|Verzonden: maandag 2 april 2012 18:26|Aan: y|Onderwerp: Jas
Från: X|Skickat: den 2 april 2012 18:26|Till: y|Ämne: Rock
Fra: X|Sendt: 2. april 2012 18:26|Til: y|Emne: Frakke
Lähettäjä: X|Lähetetty: 2. huhtikuuta 2012 18:26|Vastaanottaja: y|Aihe: Takki
Od: X|Wysłano: 2 kwietnia 2012 18:26|Do: y|Temat: Płaszcz
От: X|Отправлено: 2 апреля 2012 г. 18:26|Кому: y|Тема: Пальто
Od: X|Odesláno: 2. dubna 2012 18:26|Komu: y|Předmět: Kabát
Kimden: X|Gönderildi: 2 Nisan 2012 18:26|Kime: y|Konu: Palto
보낸 사람: X|보낸 날짜: 2012년 4월 2일|받는 사람: y|제목: 코트
""".strip().splitlines()
SEPARATORS = """
-----Original Message-----
----- Original Message -----
-----original message-----
------------------ Original ------------------
---------- Forwarded message ---------
-------- Original Message --------
-------- 元のメッセージ --------
---------- 転送メッセージ ----------
------------------ 原始邮件 ------------------
-------- 原始邮件 --------
-----邮件原件-----
---- 回复的原邮件 ----
-----原始郵件-----
-------- Mesej asal --------
-----Ursprüngliche Nachricht-----
-----Message d'origine-----
-----Mensaje original-----
-----Messaggio originale-----
-----Mensagem Original-----
-----Oorspronkelijk bericht-----
-----Ursprungligt meddelande-----
-----Oprindelig meddelelse-----
-----Alkuperäinen viesti-----
-----Исходное сообщение-----
""".strip().splitlines()
FOOTERS = """
Sent from my iPhone
Sent from Mail for Windows
Sent from Yahoo Mail on Android
Sent via the Samsung Galaxy S10, an AT&T 5G smartphone
Get Outlook for Android<https://aka.ms/AAb9ysg>
iPhoneから送信
iPadから送信
Galaxyから送信
Windows 版のメールから送信
Yahoo!メールアプリから送信
Outlook for iOS<https://aka.ms/o0ukef> を入手
发自我的iPhone
发自我的小米手机
从我的 iPad 发送
发自 Outlook for iOS
从 Windows 版邮件发送
獲取 Outlook for iOS<https://aka.ms/o0ukef>
從我的 iPhone 傳送
Dihantar daripada iPhone saya
Dihantar dari Yahoo Mail di Android
Von meinem iPhone gesendet
Gesendet mit der GMX Mail App
Envoyé de mon iPhone
Enviado desde mi iPhone
Inviato da iPhone
Enviado do meu iPhone
Verstuurd vanaf mijn iPhone
Skickat från min iPhone
Отправлено с iPhone
""".strip().splitlines()


def _assert_new(text):
    reply = split(text)
    assert reply.text == NEW
    assert reply.has_history


@pytest.mark.parametrize("line", WITH_ADDRESS + WITHOUT_ADDRESS)
def test_what_follows_an_attribution_is_quoted(line):
    _assert_new(f"{NEW}\n\n{line}\n\n> We will collect it.\n> Kazami\n")
    _assert_new(f"{NEW}\n\n{line}\n> We will collect it.\n\n")
    _assert_new(f"{NEW}\n{line}\n\nWe will collect it.\nKazami\n")


@pytest.mark.parametrize("line", WITH_ADDRESS)
def test_an_attribution_may_be_wrapped(line):
    if "<" in line:
        wrapped = line.replace(" <", "\n<", 1)
        _assert_new(f"{NEW}\n\n{wrapped}\n\n> We will collect it.\n")


@pytest.mark.parametrize("line", WITH_ADDRESS + WITHOUT_ADDRESS)
def test_an_answer_below_the_quote_is_what_is_new(line):
    assert split(f"{line}\n> When may we come?\n> Any day?\n\n{NEW}\n").text == NEW


@pytest.mark.parametrize("block", HEADER_BLOCKS)
def test_what_follows_a_header_block_is_quoted(block):
    fields = block.replace("|", "\n")
    _assert_new(f"{NEW}\n\n{fields}\n\nWe will collect it.\n")
    _assert_new(f"{NEW}\n\n________________________________\n{fields}\n\nWe will collect it.\n")


@pytest.mark.parametrize("line", SEPARATORS)
def test_what_follows_a_separator_is_quoted(line):
    _assert_new(f"{NEW}\n\n\n{line}\nFrom: x@example.com\n\nWe will collect it.\n")


@pytest.mark.parametrize("line", FOOTERS)
def test_the_footer_of_an_app_is_no_part_of_what_was_written(line):
    assert split(f"{NEW}\n\n{line}\n").text == NEW
    _assert_new(f"{NEW}\n\n{line}\n\nOn Mon, 2 Apr 2012 at 18:26, {WHO} <{ADDRESS}> wrote:\n> We will collect it.\n")


@pytest.mark.parametrize(
    "text",
    [
        "On the one hand it is warm.\nOn 2 April your clerk said: it never shrinks.\nIt shrank.",
        "I have three questions:\n\n1. When?\n2. Who?\n3. How much:\n\nPlease answer.",
        "Order: GB-20417\nDate: 2 April 2012\nPrice: 39 pounds\n\nIt tore after a week.",
        "注文番号：JP-104\n購入日：2024年5月1日\n商品：ダウンジャケット\n\n一週間で破れました。",
        "订单号：12345\n日期：2024-05-01\n\n衣服破了，请退款。",
        "The price went up on 3.5.2024 at 10:30:\n\nfirst 39, then 49.",
        "店員の田中様に2024年5月1日 10:23に電話しました：\n\n返事がありません。",
        "He sent me away.\nSent from pillar to post I gave up.\nThat is no way to treat people.",
        "-------------------------\nItem      Price\n-------------------------\nShirt     39\nCoat      149\n\nWhich one is wrong?",
        "5 > 3 you would think.\nBut your till says otherwise.",
        "発送の件です。\n━━━━━━━━\n注文番号 JP-104\n電話 06-0000-0000\n━━━━━━━━\nこの注文が届きません。",
        "From what I was told, nobody is to blame.\nTo me that is not an answer.",
        "I quote your own advert:\n\n'Never irons.'\n\nThat is not true.",
    ],
)
def test_what_only_looks_like_history_stays(text):
    assert split(text).text == text


def test_a_mail_that_only_quotes_keeps_all_of_it():
    text = "> all of this\n> is quoted"
    assert split(text).text == text


def test_a_long_mail_is_never_cut_short_by_its_length():
    text = "\n".join(f"line {number}" for number in range(60_000))
    assert split(text).text == text
