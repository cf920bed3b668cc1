"""Words by which machines answer for people, in the languages mails come in: tables, no logic."""

import re

from amends.channels.email.tables import one_of

REPEATED = r"^(?:(?:re|fw|fwd|aw|sv|回复|回覆|答复|返信|balas)\s*[:：]\s*)*[\[【(（<]?\s*"
VACATION_SUBJECT = re.compile(
    REPEATED
    + "(?:"
    + one_of(r"""
        auto(?:matic)?[- ]?(?:reply|response|responder|replied|answer)\b
        automated (?:reply|response|message)|autoreply|auto:
        out[- ]of[- ](?:the[- ])?office(?:\s*[:：\-(]|\s*$|\s+(?:auto|reply|message|notification|response|notice|until|from))
        ooo\s*[:：]
        away from (?:the |my )?(?:office|mail|desk)
        vacation (?:reply|message|notice|response)
        on (?:vacation|leave|holiday)\s*[:：]
        i(?:'m| am) (?:currently )?(?:away|out of (?:the )?office|on (?:vacation|leave|holiday))
        (?:自動返信|自動応答|自動回答|自動送信)(?!(?:メール|され)?(?:[がをはもにの]|だけ|しか|ばかり))
        .{0,80}[\[【(（](?:自動返信|自動応答|自動送信|自动回复|自動回覆|auto(?:matic)?[- ]?reply)[\]】)）]\s*$
        不在(?:通知|のお知らせ|のご連絡|連絡|応答)|休暇(?:通知|のお知らせ|中の)
        自动(?:回复|答复|应答|回信)(?!(?:邮件)?(?:没|不|的|收))
        自動(?:回覆|回復|答覆)(?!(?:郵件)?(?:沒|不|的|收))
        外出(?:通知|自动|時自動)|(?:休假|假期)(?:通知|自动)|不在办公室|不在辦公室
        (?:balasan|jawapan|respons|maklum balas) (?:auto(?:matik|matis)?|otomatis)\b|balas(?:an)? automatik
        luar pejabat|tiada di pejabat|sedang bercuti
        abwesenheits(?:notiz|nachricht|assistent|info)|abwesend\b|nicht im (?:büro|hause)
        automatische (?:antwort|abwesenheit)
        r[ée]ponse automatique|absence du bureau|absent du bureau|message d'absence
        respuesta autom[áa]tica|fuera de (?:la )?oficina
        risposta automatica|fuori (?:sede|ufficio)
        resposta autom[áa]tica|aus[êe]ncia tempor[áa]ria|fora do escrit[óo]rio
        automatisch (?:antwoord|bericht)|afwezig(?:heid)?\b
        automatiskt svar|autosvar|automatisk svar|fråvaro|ikke (?:på|til) kontoret
        automaattinen vastaus|poissaolo
        odpowied[źz] automatyczna|autoodpowied|automatyczna odpowied|nieobecno
        автоответ|автоматический ответ|вне офиса|automatická odpověď|otomatik (?:yanıt|cevap)
        자동 ?(?:응답|회신)|부재 ?중
    """)
    + ")",
    re.IGNORECASE,
)
VACATION_BODY = re.compile(
    one_of(r"""
        \bthis is an? auto(?:matic|mated|matically)?[- ]?(?:generated )?(?:e-?mail )?(?:reply|response|answer|message)\b
        \bi (?:am|will be|'m) (?:currently |presently |now )?(?:out of|away from) (?:the |my )?(?:office|desk|e-?mail)
        \bi (?:am|will be|'m) (?:currently |presently |now )?on (?:annual |maternity |sick |parental )?(?:leave|vacation|holiday)\b
        \bi(?:'m| am) (?:currently )?away (?:until|till|from|on)\b|\bno longer (?:works?|employed|with) (?:for|at|by|this|the|us)\b
        \b(?:i'm|i am) on vacation|you have reached an (?:automated|unattended)
        \bthis (?:mailbox|address|account|e-?mail address) is (?:not monitored|unattended|no longer (?:in use|monitored))
        \bthank you for your (?:e-?mail|message)\. (?:i am|i'm|we are) (?:currently )?(?:out|away|closed)
        \bini (?:adalah|ialah) (?:balasan|jawapan|respons|e-?mel|mesej) (?:yang dijana )?(?:secara )?automatik
        \bsaya (?:sedang|kini|akan) (?:bercuti|berada di luar (?:pejabat|kawasan))|\bsaya tiada di pejabat
        \bich bin .{0,40}(?:nicht im (?:büro|hause)|abwesend|im urlaub)
        \bje suis (?:actuellement )?(?:absent|en congés?)|\bestoy (?:fuera de la oficina|de vacaciones)
        \b(?:jestem|przebywam) (?:na urlopie|poza biurem)|\bjestem nieobecn|\bto jest (?:wiadomość|odpowiedź) automatyczn
        自動(?:返信|応答)(?:メール)?(?:です|となります|しております|しています|でお送り|により|にて)
        このメールは(?:システム(?:から|より|による)?の?)?自動(?:返信|応答|送信|配信|的に)
        (?:休暇|夏季休業|年末年始)(?:を取得|をいただい|をとって|中(?:のため|です|につき))
        (?:夏季|夏期|冬季|冬期|年末年始|臨時)(?:の)?(?:休業|休暇|休館)(?:と|を|に)?(?:させて|して)?(?:いただ|おり)
        (?:ただいま|現在).{0,20}(?:ご?返信|ご?返事)(?:が|は)?(?:でき|いたしかね)|退職(?:いた|致)?しました
        (?:外出|出張|不在)(?:中のため|にしており|しております|となります|のため.{0,20}(?:返信|ご連絡))
        (?:本|此|这|這|该|該)(?:邮件|郵件|是|为|為).{0,16}自[动動].{0,6}(?:回[复覆復]|答[复覆]|发送|發送|發出|发出|生成|产生)
        (?:假期|休假)自动回复|(?:不在办公室|不在辦公室)
        我(?:正在|目前|现在|現在|将|將)(?:在)?(?:休假|度假|出差|外出|放假)
    """),
    re.IGNORECASE,
)
UNATTENDED = re.compile(
    one_of(r"""
        (?:please )?do not (?:reply|respond) (?:directly )?to this|replies to this (?:e-?mail|message|address) (?:are|will) not
        このメール(?:アドレス)?(?:へ|に|への)(?:の)?(?:直接)?(?:ご)?返信(?:は|され|いただ)|返信できません|返信不可|送信専用
        请勿(?:直接)?回复|請勿(?:直接)?回覆|系统自动(?:发送|发出|生成)|系統自動(?:發送|發出|產生)
        (?:sila |mohon )?jangan (?:balas|membalas) (?:e-?mel|emel|mesej|email) ini|tidak perlu (?:di)?balas
        bitte antworten sie nicht auf diese|ne pas répondre à ce|no responda a este|prosimy nie odpowiadać
    """),
    re.IGNORECASE,
)
CHALLENGE = re.compile(
    one_of(r"""
        boxbe|bluebottle|spam ?arrest|tmda|sendio|spamblocker|mailblocks|knowspam|vanquish|anti-?spam uol|uol anti-?spam
        (?:confirm|verify|authenticate|validate|approve) (?:that you (?:are|sent)|your (?:e-?mail|message|address|identity))
        (?:confirm|verify|authenticate|validate|approve) (?:delivery|this (?:one|message)|yourself)
        (?:your|this) (?:e-?mail|message|mail) (?:(?:has|is) (?:been )?(?:held|queued|being held|waiting)|is awaiting)
        will not be delivered until
        (?:click|follow|visit|reply|respond).{0,60}(?:to (?:complete|confirm|verify)|so that)
        and (?:your|the) (?:message|e-?mail|mail) will be (?:delivered|released)
        only (?:accept|receive)s? (?:e-?mail|mail|messages) from (?:people|senders|addresses|known)
        (?:allowed|safe|guest|approved|white|sender)[ -]?list|(?:wait|white)-?listed|ensure delivery of your
        (?:account|mailbox|address) is protected by|server requires confirmation
        sender (?:verification|confirmation)
        送信(?:者|元)の?(?:確認|認証)|承認(?:リスト|された送信者)
        发件人(?:验证|确认)|發件人(?:驗證|確認)|寄件(?:人|者)(?:驗證|確認)|(?:验证|確認|确认)您(?:的)?(?:邮件|郵件|身份)
        pengesahan (?:penghantar|e-?mel)|sahkan (?:penghantaran|e-?mel|alamat)
    """),
    re.IGNORECASE,
)
CHALLENGE_SUBJECT = re.compile(
    one_of(r"""
        (?:please )?(?:confirm|verify|authenticate) (?:your (?:e-?mail|message|address|identity)|this|e-?mail|message|delivery|you\b)
        (?:verification|confirmation|authorization|authentication) (?:required|requested|needed|request)
        verify #\d|action required|challenge|message (?:held|awaiting|pending|is awaiting)
        awaiting (?:verification|confirmation|approval)|sender (?:verification|confirmation)
        送信(?:者|元)の?(?:確認|認証)|发件人验证|發件人驗證|寄件人驗證|pengesahan
    """),
    re.IGNORECASE,
)
DAEMON = re.compile(
    "^(?:"
    + one_of(r"""
        mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|mdaemon|maildaemon|daemon|mmdf|uucp|smtp
        bounces?|bounces?[-+=].*|double-bounce|mail[-_.]?delivery(?:[-_.].*)?|mail[-_.]?system
        microsoftexchange[0-9a-f]+|exchange[-_.]?admin|noreply-dmarc.*
    """)
    + ")$",
    re.IGNORECASE,
)
NO_REPLY = re.compile(
    "^(?:"
    + one_of(r"""
        (?:no|do[-_.]?not|dont|never)[-_.]?(?:reply|respond|replay|answer).*|.*[-_.](?:noreply|no-reply|donotreply)
        nobody|www-data|apache|root|cron|system|auto(?:mailer|reply|responder|confirm|mated|matic)?
        notifications?|alerts?|newsletters?
    """)
    + ")$",
    re.IGNORECASE,
)
FAILURE_SUBJECT = re.compile(
    one_of(r"""
        undeliver(?:able|ed)|nondeliverable|non[- ]?delivery|not delivered|unable to deliver|can ?not deliver|could not send
        delivery (?:status notification|failure|failed|has failed|problem|report|notification|incomplete|delayed|delay)
        (?:mail|message|e-?mail) (?:delivery (?:failed|failure|problem|system|status)|could not be delivered|not delivered)
        (?:mail|message|e-?mail) (?:undeliverable|returned|rejected|not sent|(?:has been )?delayed)
        returned (?:mail|message|to sender)|failure notice|failed (?:mail|delivery)
        warning: (?:could not send|message)|message status - undeliverable|user unknown|mail system error
        unzustellbar|nicht zustellbar|non remis|échec de (?:la )?remise|no se puede entregar|no entregado|devuelto
        mancata consegna|impossibile recapitare|não (?:foi )?(?:entregue|possível entregar)|onbestelbaar
        zwrot|nie (?:można|mogl|mog)[^\n]{0,20}dostarcz|niedostarczon|недоставлен|не удалось доставить
        配信(?:不能|できません|エラー|失敗|に失敗)|送信(?:できません|エラー|失敗)|メールが配信され|配達できません|宛先不明
        未达|退信|投递失败|无法投递|發送失敗|发送失败|無法(?:傳送|投遞|送達|遞送)|退回|系统退信
        tidak (?:dapat|boleh) dihantar|gagal dihantar|penghantaran gagal|kegagalan penghantaran|mesej tidak dihantar
    """),
    re.IGNORECASE,
)
SERVER_SUBJECT = re.compile(
    "^(?:"
    + one_of(r"""
        failure notice|delivery (?:status )?(?:notification|failure)|undeliver(?:able|ed)(?:\s*:| mail| message)
        (?:mail|message) delivery (?:failed|failure|system)|returned mail|mail system error|nondeliverable mail
        message status - undeliverable|warning: (?:could not send|message)|delayed mail|(?:delivery|mail) delayed
        配信不能通知|系统退信
    """)
    + ")",
    re.IGNORECASE,
)
"""Subjects that only servers write."""
FAILURE_BODY = re.compile(
    one_of(r"""
        this is the (?:qmail-send|postfix) program|this is the mail(?:er)? (?:system|delivery|program) at
        this message was created automatically by (?:the )?mail (?:delivery|system)
        (?:could|can|did|was) ?not (?:be )?deliver(?:ed)?|could(?:n't| not) (?:deliver|be reached|find|send)|unable to deliver
        delivery (?:to|of|has|failed|temporarily|status|attempts?)[^\n]{0,80}(?:fail|delay|permanent|suspend)
        delivery to the following|undeliverable
        the following (?:recipient|address|addresses|recipients)[^\n]{0,60}(?:fail|could not|error|problem|not)
        had (?:permanent fatal|transient non-fatal) (?:delivery )?errors|permanent (?:fatal )?(?:error|failure)
        user(?: is)? unknown|unknown user|no such (?:user|domain|mailbox|address|host)
        mailbox (?:is )?(?:full|unavailable|not found|disabled)
        recipient(?:'s)? (?:address )?(?:rejected|unknown|mailbox|not found)
        (?:over|exceeded|exceeds)[^\n]{0,20}quota|quota exceeded|relaying denied|relay (?:access )?denied
        host (?:unknown|not found)|address (?:rejected|unknown|not found|couldn't be found)
        does(?:n't| not) (?:have an? [^\n]{0,30}account|exist|accept)|account (?:has been )?(?:disabled|is inactive|not found)
        status: [45]\.\d+\.\d+|\b5[05]\d[ -](?:#?5\.\d+\.\d+|requested|user|mailbox|recipient|unknown|sorry|relay|message|no such|<)
        (?:has been|was) (?:rejected|blocked|returned|refused)
        your (?:e-?mail|message|mail)[^\n]{0,60}(?:rejected|blocked|not delivered|not be delivered)
        nie istnieje|nieznany|nie mog[^\n]{0,40}dostarcz
        配信できません|配信に失敗|存在しません|宛先[^\n]{0,12}(?:不明|見つかりません)
        无法(?:投递|送达|发送到)|無法(?:投遞|送達|傳送)|投递失败|不存在|退信|tidak (?:dapat|boleh) dihantar|gagal dihantar
    """),
    re.IGNORECASE,
)
DELAY = re.compile(
    one_of(r"""
        warning: (?:could not send|message|mail)|delayed|still (?:trying|being retried|undelivered)
        will (?:be retried|keep trying|try again|continue to try|retry)|you do not need to (?:resend|re-send)
        not yet been delivered|transient|temporar(?:y|ily)|配信が遅れ|遅延|延迟|延遲|tertangguh|ditangguh
    """),
    re.IGNORECASE,
)
SPAM_SUBJECT = re.compile(
    r"^[\[*【(]{1,5}\s*(?:spam|junk|迷惑メール|垃圾邮件|垃圾郵件|疑似垃圾邮件)\s*[\]*】)]{0,5}", re.IGNORECASE
)
