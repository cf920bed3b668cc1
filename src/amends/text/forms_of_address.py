"""How a letter begins and how a name is shown, in the forms of each language. Titles are asked, never guessed.

Source: 9-practice section 5. English: Dear Ms X. Japanese: 名字 + 様. Chinese: 尊敬的 + 姓 + 女士/先生, unknown 尊敬的顾客.
Malay: title + given name, for Malay and Indian names have no surname; without a title Tuan/Puan.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addressee:
    """The parts of a name as the person gave them; any may be empty."""

    name: str = ""
    family_name: str = ""
    given_name: str = ""
    title: str = ""
    is_organisation: bool = False


def base(language: str) -> str:
    """Give the language of ours in which somebody is written to: en, ja, zh-hans or ms; zh is read as zh-Hans."""
    plain = language.lower().replace("_", "-")
    if plain.startswith("zh"):
        return "zh-hans"
    head = plain.split("-")[0]
    return {"ja": "ja", "ms": "ms", "id": "ms"}.get(head, "en")


def salutation(person: Addressee, language: str) -> str:
    """Give the opening line of a letter."""
    match base(language):
        case "ja":
            return _japanese(person)
        case "zh-hans":
            return _chinese(person)
        case "ms":
            return _malay(person)
    return _english(person)


def closing(language: str) -> str:
    """Give the closing line of a letter; lines of it are kept apart by a line end. In Japanese it answers 謹啓."""
    return {"ja": "謹白", "zh-hans": "此致\n敬礼", "ms": "Sekian, terima kasih."}.get(base(language), "Yours sincerely")


def shown(person: Addressee, language: str) -> str:
    """Give the name as lists and headings show it."""
    match base(language):
        case "ja":
            if not person.name:
                return "お客様"
            return f"{person.name} 御中" if person.is_organisation else _respected(person.name, person.title or "様")
        case "zh-hans":
            between = " " if person.name.isascii() else ""
            return f"{person.name}{between}{person.title}".strip() or "顾客"
    return f"{person.title} {person.name}".strip()


def _english(person: Addressee) -> str:
    if person.title and person.family_name:
        return f"Dear {person.title} {person.family_name}"
    return f"Dear {person.title + ' ' if person.title else ''}{person.name}" if person.name else "Dear customer"


def _japanese(person: Addressee) -> str:
    if person.is_organisation and person.name:
        return f"{person.name} 御中"
    name = person.family_name or person.name
    return _respected(name, "様") if name else "お客様"


def _respected(name: str, honorific: str) -> str:
    """Put the honorific behind a name: 森様, and 森 理恵 様 where the name itself is written apart."""
    return f"{name} {honorific}" if len(name.split()) > 1 else name + honorific


def _chinese(person: Addressee) -> str:
    if person.is_organisation and person.name:
        return f"尊敬的{person.name}："
    if person.title and (person.family_name or person.name):
        return f"尊敬的{person.family_name or person.name}{person.title}："
    return f"尊敬的{person.name}：" if person.name else "尊敬的顾客："


def _malay(person: Addressee) -> str:
    name = person.given_name or _first_part(person.name)
    if person.title and name:
        return f"{person.title} {person.name if person.family_name else name},"
    return "Tuan/Puan,"


def _first_part(name: str) -> str:
    """Give the part of a Malay or Indian name before bin, binti, a/l, a/p: the name a person is called by."""
    words: list[str] = []
    for word in name.split():
        if word.casefold().rstrip(".") in {"bin", "binti", "b", "bt", "bte", "a/l", "a/p", "al", "ap"}:
            break
        words.append(word)
    return " ".join(words)
