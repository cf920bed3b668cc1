"""What is wrong with a translation, as far as a machine can see: missing, fuzzy, English, wrong script, other fields."""

import re
from collections.abc import Iterator

from babel.messages import Catalog
from babel.messages.catalog import Message

FIELD = re.compile(r"%\((\w+)\)[sd]|\{(\w+)(?:![rsa])?(?::[^{}]*)?\}")
UNNAMED = re.compile(r"(?<!%)(?:%%)*%[sdrf]|\{\}")
KANA = re.compile(r"[ぁ-ゖゝゞァ-ヺーｦ-ﾟ]")
HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
LETTER = re.compile(r"[^\W\d_]")
KANJI_WORD = 8  # a word of kanji alone, such as 個人情報保護方針, is Japanese; a longer one is hardly a word


class Untranslated:
    """The texts that may stay as they are: in every language, or ("ms: Status") in one."""

    def __init__(self, text: str) -> None:
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        self._by_language: dict[str, set[str]] = {}
        for line in lines:
            language, separator, words = line.partition(": ")
            is_for_one = bool(separator) and language in {"ja", "zh_Hans", "ms"}
            self._by_language.setdefault(language if is_for_one else "", set()).add(words if is_for_one else line)

    def everywhere(self) -> list[str]:
        """Give the names that are the same in all languages, longest first."""
        return sorted(self._by_language.get("", ()), key=len, reverse=True)

    def may_stay(self, text: str, language: str) -> bool:
        """Whether nothing in the text is left to translate."""
        return text in self._by_language.get(language, ()) or not LETTER.search(self.without_names(text))

    def without_names(self, text: str) -> str:
        """Take out the fields, the markup and the names that are the same everywhere."""
        text = re.sub(r"</?[a-z][^<>]*>|&\w+;", " ", FIELD.sub(" ", text))
        for name in self.everywhere():
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
        return text


def in_catalogue(catalogue: Catalog, language: str, untranslated: Untranslated) -> Iterator[tuple[str, str]]:
    """Yield (text, fault) for every fault of a catalogue."""
    for message in catalogue:
        if message.id:
            for fault in _of_message(message, language, untranslated):
                yield (message.id if isinstance(message.id, str) else message.id[0]), fault


def _of_message(message: Message, language: str, untranslated: Untranslated) -> Iterator[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        yield "fuzzy"
    if any(UNNAMED.search(text) for text in ids):
        yield "a field without a name in the English text: use {name} or %(name)s"
    if not strings or not all(strings):
        yield "not translated"
        return
    for string in strings:
        if string in ids and not untranslated.may_stay(string, language):
            yield "left in English (tools/untranslated.txt lists what may be)"
        # Our three languages have one plural form: it stands for all numbers and needs the fields of the plural.
        if _fields(string) != _fields(ids[-1]):
            yield f"other fields: {sorted(_fields(ids[-1]))} became {sorted(_fields(string))}"
        if _edges(string) != _edges(ids[-1]):
            yield "begins or ends with other white space"
        yield from _script_faults(untranslated.without_names(string), language)


def _fields(text: str) -> set[str]:
    return {match[0].split(":")[0].rstrip("}") for match in FIELD.finditer(text.replace("%%", ""))}


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _script_faults(text: str, language: str) -> Iterator[str]:
    if language == "ja":
        yield from _japanese_faults(text)
    elif language == "zh_Hans":
        yield from _chinese_faults(text)
    elif found := KANA.search(text) or HAN.search(text):
        yield f"{found[0]} is not Malay"


def _japanese_faults(text: str) -> Iterator[str]:
    if foreign := _not_encodable(text, "cp932"):
        yield f"{foreign} is not a Japanese character"
    if not KANA.search(text) and LETTER.search(text):
        words = re.findall(r"[^\W\d_]+", text)
        if any(len(word) > KANJI_WORD or not all(HAN.match(letter) for letter in word) for word in words):
            yield "Japanese without kana"


def _chinese_faults(text: str) -> Iterator[str]:
    if found := KANA.search(text):
        yield f"{found[0]} is Japanese"
    if traditional := _not_encodable(text, "gb2312"):
        yield f"{traditional} is not a simplified character"
    if LETTER.search(text) and not HAN.search(text):
        yield "Chinese without a Chinese character"


def _not_encodable(text: str, charset: str) -> str:
    """Collect the Han characters that the charset of the language does not know."""
    found = ""
    for letter in HAN.findall(text):
        try:
            letter.encode(charset)
        except UnicodeEncodeError:
            found += letter
    return found
