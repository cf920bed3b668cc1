"""How mail programs announce quoted history, in the languages they speak: tables, no logic."""

import re

from amends.channels.email.tables import one_of, phrases

WROTE = phrases("""
    wrote | writes | said | 書きました | 書いた | のメール | のメッセージ | からのメール | さんより
    写道 | 寫道 | 写到 | 寫到 | 提到 | ने लिखा | 的邮件 | 来信 | 的郵件 | menulis | telah menulis | tulis | berkata
    schrieb | geschrieben | a écrit | écrit | escribió | escribio | va escriure | ha scritto | scritto
    escreveu | schreef | geschreven | het volgende geschreven | skrev | kirjoitti | napisał | napisał(a)
    pisze | napsal | napsal(a) | napísal | napísal(a) | je napisao | je napisao/la | je napisal | írta
    ezt írta | yazdı | şunu yazdı | şunları yazdı | a scris | написал | написал(а) | написала | пишет
    писал | написа | пише | έγραψε | כתב | كتب | كتبت | đã viết | viết | 작성 | 님이 작성 | 님이 쓴 글
    เขียนว่า | เขียน | kirjutas | rašė | rakstīja
""")
ORIGINAL = phrases("""
    original message | original mail | original | reply message | forwarded message | forwarded mail
    original email | reply to message | replied message | forwarded messages | message from
    元のメッセージ | 元のメール | オリジナルメッセージ | オリジナル メッセージ | 転送メッセージ
    転送メール | 転送されたメッセージ | 返信元メッセージ | 原始邮件 | 原邮件 | 邮件原件 | 原始消息
    原始信息 | 转发邮件信息 | 转发的邮件 | 转发的消息 | 转发邮件 | 回复的原邮件 | 回复的原始邮件
    引用的邮件 | 已转发邮件 | 转发的邮件消息 | 原始郵件 | 原始信件 | 轉寄的郵件 | 轉寄郵件 | 原郵件
    轉寄的訊息 | 已轉寄的郵件 | 轉寄訊息 | mesej asal | mesej dimajukan | mesej yang dimajukan
    mel asal | e-mel asal | pesan asli | pesan terusan | pesan yang diteruskan | ursprüngliche nachricht
    urspruengliche nachricht | originalnachricht | original-nachricht | weitergeleitete nachricht
    message d'origine | message d’origine | message original | message transféré | courriel original
    message transmis | mensaje original | mensaje reenviado | missatge original | messaggio originale
    messaggio inoltrato | messaggio originario | mensagem original | mensagem encaminhada
    oorspronkelijk bericht | oorspronkelijke bericht | origineel bericht | doorgestuurd bericht
    ursprungligt meddelande | originalmeddelande | vidarebefordrat meddelande | oprindelig besked
    oprindelig meddelelse | original besked | videresendt besked | videresendt meddelelse
    opprinnelig melding | original melding | videresendt melding | alkuperäinen viesti
    välitetty viesti | lähetetty viesti | wiadomość oryginalna | oryginalna wiadomość
    treść oryginalnej wiadomości | wiadomość przekazana | wiadomość przesłana dalej | исходное сообщение
    оригинальное сообщение | пересылаемое сообщение | пересланное сообщение | původní zpráva
    přeposlaná zpráva | pôvodná správa | eredeti üzenet | továbbított üzenet | özgün ileti
    orijinal mesaj | iletilen mesaj | mesaj original | αρχικό μήνυμα | оригінальне повідомлення
    originalno sporočilo | izvorna poruka | thư gốc | tin nhắn gốc | 원본 메시지 | 원본 메일
    전달된 메시지 | ข้อความต้นฉบับ | הודעה מקורית | الرسالة الأصلية | رسالة أصلية
""")
FORWARD_BEGINS = phrases("""
    begin forwarded message | begin original message | begin quoted message | 転送されたメッセージ
    以下は転送メッセージです | 以下、転送メール | 転送メッセージの開始 | 下記のように転送されました
    开始转发的邮件 | 以下是转发的邮件 | 下面是被转发的邮件 | 下面是转发的邮件 | 開始轉寄訊息
    以下是轉寄的郵件 | mulakan mesej yang dimajukan | mula mesej yang dimajukan
    mesej yang dimajukan bermula | awal pesan terusan | anfang der weitergeleiteten nachricht
    anfang der weitergeleiteten e-mail | début du message réexpédié | début du message transféré
    inicio del mensaje reenviado | comienzo del mensaje reenviado | inizio messaggio inoltrato
    início da mensagem reencaminhada | início da mensagem encaminhada | begin doorgestuurd bericht
    vidarebefordrat brev | start på videresendt besked | videresendt melding | välitetty viesti alkaa
    początek przekazywanej wiadomości | начало переадресованного сообщения | začátek přeposílané zprávy
    iletilen mesajın başı
""")
FROM = phrases("""
    from | sender | reply-to | 差出人 | 送信者 | 差し出し人 | 发件人 | 寄件人 | 寄件者 | 寄信人 | 发自
    发信人 | daripada | dari | pengirim | von | de | expéditeur | da | mittente | remitente | van | från
    fra | avsender | lähettäjä | keneltä | od | nadawca | от | от кого | kimden | gönderen | feladó
    de la | από | від | 보낸 사람 | 보낸사람 | 발신 | จาก | từ | מאת | من
""")
DATE = phrases("""
    date | sent | sent at | sent on | date sent | 送信日時 | 日時 | 日付 | 送信日 | 发送时间 | 发送日期
    日期 | 时间 | 寄件日期 | 傳送日期 | 傳送時間 | 日期時間 | 寄送日期 | 发件时间 | dihantar | tarikh
    tarikh hantar | tanggal | terkirim | dikirim | gesendet | datum | gesendet am | envoyé | envoyé le
    enviado | enviado el | fecha | enviada em | enviado em | enviada | data | inviato | data invio
    verzonden | verzenddatum | skickat | sendt | dato | lähetetty | päivämäärä | päiväys | wysłano
    wysłane | data wysłania | отправлено | дата | gönderildi | gönderme tarihi | tarih | elküldve
    odesláno | trimis | στάλθηκε | ημερομηνία | надіслано | 보낸 날짜 | 날짜 | 보낸시간 | ส่ง | đã gửi
    ngày | נשלח | تاريخ
""")
TO = phrases("""
    to | cc | bcc | 宛先 | 収件人 | 收件人 | 抄送 | 收件者 | 副本 | 收信人 | 密送 | kepada | salinan
    s.k. | sk | untuk | ke | an | kopie | à | destinataire | a | para | copia | per | aan | til | till
    kopia | kopi | vastaanottaja | kopio | do | dw | кому | копия | kime | bilgi | címzett | komu
    către | προς | 받는 사람 | 받는사람 | 참조 | 수신 | ถึง | đến | אל | إلى | ccn | c.c.
""")
SUBJECT = phrases("""
    subject | re | 件名 | 題名 | 标题 | 主题 | 主題 | 主旨 | 標題 | 邮件主题 | subjek | perkara | tajuk
    perihal | betreff | objet | asunto | assunto | oggetto | onderwerp | ämne | emne | aihe | temat
    тема | konu | tárgy | předmět | subiect | θέμα | 제목 | เรื่อง | chủ đề | נושא | الموضوع
    importance | 優先度 | 重要度 | attachments | 添付ファイル | 附件
""")
LIST_FOOTERS = phrases("""
    you received this message because you are subscribed | to unsubscribe from this group
    you are receiving this because you | mailing list | このメールは、 | -- you received this message
""")
DEVICE = r"(?:iphone|ipad|ipod|galaxy|android|ios|outlook|mac|mail|gmail|xperia|windows|huawei|vivo|oppo|foxmail|qq)"
JAPANESE_DEVICE = r"(?:スマートフォン|メール|スマホ|携帯|yahoo!?メール|ドコモメール|docomo|au|softbank)"
CHINESE_DEVICE = r"(?:手机|手機|邮件|邮箱|郵箱|网易|小米|华为|三星|荣耀|客户端|大师|设备|裝置|企业微信|钉钉|飞书)"
FOOTER = one_of(rf"""
    (?:sent|send) (?:from|with|via|using|by) (?:my |the |a )?\S.{{0,60}}
    get (?:outlook|bluemail|typeapp|newton|aqua mail) for .{{0,60}}
    .{{0,40}}(?:{DEVICE}|{JAPANESE_DEVICE}).{{0,20}}から送信.{{0,20}}
    .{{0,30}}(?:outlook|yahoo!?メール).{{0,30}}(?:を入手|を取得).{{0,60}}
    .{{0,20}}(?:{DEVICE}|{JAPANESE_DEVICE})より送信.{{0,10}}
    (?:发自|發自|从|從|寄自|来自|來自).{{0,30}}(?:{DEVICE}|{CHINESE_DEVICE}).{{0,30}}
    (?:获取|獲取|下载|取得|下載) ?(?:适用于|適用於)?.{{0,30}}(?:outlook|ios|android).{{0,40}}
    dihantar (?:daripada|dari|dengan|melalui|menggunakan) .{{1,50}}
    (?:dikirim dari|dapatkan outlook) .{{1,50}}
    (?:von|vom) mein(?:em)? .{{1,40}} gesendet.{{0,10}}
    gesendet (?:von|mit|über|aus) .{{1,60}}
    diese nachricht wurde von .{{1,60}} gesendet.{{0,10}}
    envoyé (?:de|depuis|à partir d[e'’]|via|avec) ?.{{1,60}}
    enviado (?:desde|do|de|a partir d[eo]|pelo|via) .{{1,60}}
    inviato (?:da|dal|con|tramite) .{{1,60}}
    (?:verzonden|verstuurd) (?:vanaf|met|via|van) .{{1,60}}
    (?:skickat från|sendt fra|odesláno z) .{{1,60}}
    lähetetty .{{1,60}}(?:sta|stä|lla|llä|ta|tä|ni)\b.{{0,10}}
    wysłan[eoya]+ (?:z|za pomocą|przez) .{{1,60}}
    отправлено (?:с|из|через) .{{1,60}}
    (?:obtenir|télécharger|obtener|obter|ottieni|scarica|downloaden|hämta|hent|last ned|få|pobierz) (?:o )?outlook .{{1,40}}
    outlook (?:für|voor|til|för|for|pour|para|per) (?:ios|android).{{0,40}}
    (?:iphone|android)['’ ]?.{{0,6}}(?:dan|den|ım).{{0,12}}gönderildi.{{0,10}}
    .{{0,30}}에서 (?:보냄|보낸).{{0,10}}
    (?:đã gửi từ|ส่งจาก) ?.{{1,40}}
""")
CONTACT = re.compile(
    one_of(r"""
        [\w.+-]@[\w-]+\.\w
        https?://|www\.
        \b(?:tel|fax|phone|mobile|mob|cell|hp|no\. tel|h/p|skype|wechat|line|e-?mail)\b\.?\s?[:：/)]
        〒|℡|(?:電\s?話|携帯|住所|電子?メール|メール)\s?[:：]|株式会社|有限会社
        (?:电话|手机|传真|地址|邮箱|微信|電郵)\s?[:：]|有限公司
        sdn\.? ?bhd|co\.,? ?ltd|\binc\b|\bgmbh\b
        \+?\d[\d ()./-]{6,}\d
    """),
    re.IGNORECASE,
)
