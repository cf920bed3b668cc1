"""Which charset bytes without a trustworthy label are in: East Asian by common characters, the rest by charset-normalizer."""

import codecs
import re

from charset_normalizer import from_bytes

EAST_ASIAN = ("cp932", "euc_jp", "gb18030", "cp950", "cp949")
SINGLE_BYTE = [
    "cp1252",
    "cp1251",
    "koi8_r",
    "cp1250",
    "iso8859_2",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp874",
    "mac_cyrillic",
    "cp866",
]
SAMPLE = 16_000
COMMON = {
    "simplified": (
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
        "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
        "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
        "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
        "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
        "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
        "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运您好请谢店"
        "货退换款单购买客服质坏投诉衣服鞋空调收订快递破漏赔偿差评"
        "李王张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪"
    ),
    "traditional": (
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"
        "用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實"
        "日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政"
        "美相見被利什二等產或新己制身果加您請謝店貨退換款單購買客服質壞投訴訂購寄送電話號碼"
    ),
    "japanese": (
        "のはにをたがでてとしれさいるなもすかまらりこうあっくきけせそちつどやよわんごおえみめねほびぶべぼばだ"
        "じずぜぞげぎぐろぬむゆひふへアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤ"
        "ユヨラリルレロワンガギグゲゴザジズゼゾダデドバビブベボパピプペポッャュョァィェォー日本人年大一国会中"
        "事者社同自分前上下出時後部行場地方間手生業今何見店品様円商客注文返届電話購入金苦情故障割壊表示違"
        "佐藤鈴木高橋田伊渡辺山村小林加吉松井上斎清水崎森池阿石川島原岡長谷近遠青坂福太西三"
    ),
    "korean": (
        "이다는을에의하고가지로한를은기도사어아서리나해인자시그대수들만라것안일제정보여원구주니장고있습합요저"
        "문상게었았면했신세소부전화입녕감미교환불품객"
    ),
}
PUNCTUATION = "、。，．・：；？！「」『』（）〈〉《》【】―…ー　～“”‘’"
EVERY_COMMON = frozenset("".join(COMMON.values()) + PUNCTUATION)
KANA = re.compile("[ぁ-んァ-ヶー]")
HALF_KANA = re.compile("[｡-ﾟ]")
RARE = re.compile("[\ue000-\uf8ff\ufffd\U00010000-\U0003ffff\u0080-\u009f]")


def plausibility(text: str) -> float:
    """Say how much a text looks like everyday Chinese, Japanese or Korean: from below 0 to 1."""
    beyond = [character for character in text if character > "\x7f"]
    if not beyond:
        return 0.0
    common = sum(1 for character in beyond if character in EVERY_COMMON or "０" <= character <= "ｚ")
    hangul = sum(1 for character in beyond if "가" <= character <= "힣" and character not in COMMON["korean"])
    rare = len(RARE.findall(text))
    odd = len(HALF_KANA.findall(text))
    return (common + 0.3 * hangul - 3 * rare - 0.5 * odd) / len(beyond)


def east_asian(octets: bytes) -> str | None:
    """Name the legacy East Asian charset that bytes are in, when one of them plainly makes everyday text."""
    sample = octets[:SAMPLE]
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", sample))
    if high < 3 or not _runs_in_pairs(sample):
        return None
    best, best_score = None, 0.25 if high > 3 else 0.85  # two letters must both be common ones
    for codec in EAST_ASIAN:
        try:
            text = codecs.getincrementaldecoder(codec)().decode(sample)  # the last character may be cut
        except UnicodeDecodeError:
            continue
        score = plausibility(text) + _bonus(text, codec)
        if score > best_score:
            best, best_score = codec, score
    return best if best is not None and _fits(octets, best) else None


def _bonus(text: str, codec: str) -> float:
    """Weigh what only one language writes: kana in Japanese charsets, Hangul in Korean."""
    beyond = sum(1 for character in text if character > "\x7f") or 1
    if codec in ("cp932", "euc_jp"):
        return 0.3 if len(KANA.findall(text)) / beyond > 0.2 else -0.1
    if codec == "cp949":
        return 0.1 if sum(1 for character in text if "가" <= character <= "힣") / beyond > 0.7 else -0.3
    return 0.05


def _runs_in_pairs(sample: bytes) -> bool:
    """Say whether high bytes come in runs, as two-byte characters do, and not singly among Latin letters."""
    singles = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])(?![@-~][\x80-\xff])", sample))
    runs = len(re.findall(rb"[\x80-\xff][@-~\x80-\xff]", sample))
    return runs > 2 * singles


def _fits(octets: bytes, codec: str) -> bool:
    """Say whether all bytes can be read in a charset."""
    try:
        octets.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def guess(octets: bytes) -> str | None:
    """Name the charset unlabelled bytes are most likely in; None when nothing fits well."""
    if found := east_asian(octets):
        return found
    sample = octets[:SAMPLE]
    letters = len(re.findall(rb"[A-Za-z]", sample))
    high = len(re.findall(rb"[\x80-\xff]", sample))
    if high == 0:
        return None
    if letters > 2 * high:
        return "cp1252" if _fits(octets, "cp1252") else None
    best = from_bytes(sample, cp_isolation=SINGLE_BYTE, threshold=0.5).best()
    return best.encoding if best is not None and _fits(octets, best.encoding) else None
