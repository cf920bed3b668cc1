"""The language of a text: script rules first, then py3langid among the languages expected. Source: 8-text section 1.2."""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import Any

_KANA = re.compile(r"[\u3040-\u30ff\uff66-\uff9f]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_JAPANESE_ONLY = re.compile(r"[込働対気図売読変応戻駅発経検険関帰様円広転]")
_LATIN = re.compile(r"[A-Za-z]")
# Words that Malay has and Indonesian spells or says otherwise; ties go to Malay, which our first countries speak.
_MALAY = re.compile(
    r"\b(saya|tidak|tak|dan|yang|dengan|untuk|ini|itu|aduan|kasut|barang|encik|puan|boleh|sudah|nak)\b", re.I
)
_LOCK = threading.Lock()


def detect(text: str, *, default: str = "en") -> str:
    """Give the BCP 47 code of the language a text is written in: en, ja, zh-Hans, zh-Hant, ms, or another py3langid knows.

    default: given back when the text holds too little to tell.
    """
    sample = text[:2000]
    if _KANA.search(sample):
        return "ja"
    if len(_HAN.findall(sample)) * 2 >= len(_LATIN.findall(sample)) and _HAN.search(sample):
        return _of_han(sample, default)
    letters = len(_LATIN.findall(sample))
    if letters < 12:
        return default
    if len(_MALAY.findall(sample)) * 8 >= len(sample.split()):
        return "ms"
    return _classified(sample)


def _of_han(sample: str, default: str) -> str:
    if default == "ja" and not re.search(r"[们这说对话时问么吗没为]", sample):
        return "ja"
    if _JAPANESE_ONLY.search(sample) and not re.search(r"[的了是们这]", sample):
        return "ja"
    traditional = len(re.findall(r"[們這說對時問麼嗎沒為請謝買賣開關]", sample))
    simplified = len(re.findall(r"[们这说对时问么吗没为请谢买卖开关]", sample))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _classified(sample: str) -> str:
    with _LOCK:
        code = str(_model().classify(sample)[0])
    return "ms" if code in ("id", "jv") else code


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(["en", "ja", "zh", "ms", "id", "de", "fr", "es", "it", "pt", "nl", "vi", "th", "ko", "ta"])
    return model
