"""Every public holiday of the countries we know has a name in four languages."""

import json
import re
from datetime import date
from importlib.resources import files

import holidays
import pytest

from amends.kernel.public_holidays import LANGUAGES, holiday_name, holiday_year, is_known, is_provisional

COUNTRIES = ("JP", "CN", "MY", "GB", "SG", "US")
YEARS = range(2020, 2031)
NAMES: dict[str, dict[str, str]] = json.loads(
    files("amends.kernel").joinpath("holiday_names.json").read_text(encoding="utf-8")
)
KANA_OR_KANJI = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa]")
HAN = re.compile(r"[\u4e00-\u9fff]")
# Characters of Japan or of traditional Chinese that have another form in mainland China.
NOT_SIMPLIFIED = re.compile("[節國際聖誕開齋衛獨紀領戰動勞慶曆華總統諸馬爾會贈終従対応済処検経関東門車見買長変発]")


def keys() -> set[str]:
    found = set()
    for country in COUNTRIES:
        for subdivision in (None, *holidays.country_holidays(country).subdivisions):
            for year in YEARS:
                free = holiday_year(country, subdivision, year).free
                found |= {holiday.key for day in free.values() for holiday in day}
    return found


def test_no_holiday_is_without_a_name():
    missing = {key for key in keys() if key not in NAMES and key.partition("/")[2] not in NAMES}
    assert not missing


def test_no_name_is_kept_for_a_holiday_that_there_is_not():
    known = keys()
    plain = {key.partition("/")[2] for key in known}
    assert not {key for key in NAMES if key not in known and key not in plain}


@pytest.mark.parametrize("key", sorted(NAMES))
def test_a_name_is_written_as_its_language_is(key):
    name = NAMES[key]
    assert set(name) == set(LANGUAGES)
    assert all(text == text.strip() and text for text in name.values())
    assert KANA_OR_KANJI.search(name["ja"])
    assert HAN.search(name["zh"])
    assert not KANA.search(name["zh"])
    assert not NOT_SIMPLIFIED.search(name["zh"])
    assert not KANA_OR_KANJI.search(name["en"] + name["ms"])


NAMED = [
    ("JP/Labor Thanksgiving Day", "ja", "勤労感謝の日"),
    ("CN/Chinese New Year (Spring Festival)", "zh-Hans", "春节"),
    ("MY/Chinese New Year", "zh-hans", "农历新年"),
    ("MY/Eid al-Fitr", "ms", "Hari Raya Aidilfitri"),
    ("SG/Eid al-Fitr", "ms_SG", "Hari Raya Puasa"),
    ("MY/Eid al-Fitr", "en", "Hari Raya Aidilfitri"),
    ("US/Labor Day", "ja", "レイバー・デー（労働者の日）"),
    ("MY/Labor Day", "ja-JP", "労働節（メーデー）"),
    ("GB/Boxing Day", "fr", "Boxing Day"),
    ("DE/Day of German Unity", "ja", "Day of German Unity"),
]


@pytest.mark.parametrize(("key", "language", "name"), NAMED)
def test_a_holiday_is_named_in_the_language_of_its_reader(key, language, name):
    assert holiday_name(key, language) == name


def test_one_day_may_be_free_for_two_reasons_and_a_moved_day_says_so():
    year = holiday_year("CN", None, 2020)
    assert {holiday.key for holiday in year.free[date(2020, 10, 1)]} == {"CN/National Day", "CN/Mid-Autumn Festival"}
    moved = holiday_year("GB", "ENG", 2027).free[date(2027, 12, 27)]
    assert [(holiday.key, holiday.is_moved) for holiday in moved] == [("GB/Christmas Day", True)]


def test_estimates_are_marked_and_the_days_beside_them_are_provisional():
    year = holiday_year("MY", None, 2029)
    estimated = [on for on, day in year.free.items() if any(holiday.is_estimated for holiday in day)]
    assert estimated
    assert all(is_provisional("MY", None, on) for on in estimated)
    assert is_provisional("MY", None, date.fromordinal(estimated[0].toordinal() - 1))
    assert not is_provisional("MY", None, date(2029, 8, 31))


def test_years_that_china_has_announced_are_certain_and_later_ones_are_not():
    assert holiday_year("CN", None, 2026).is_announced
    assert not is_provisional("CN", None, date(2026, 10, 10))
    assert not holiday_year("CN", None, 2098).is_announced
    assert is_provisional("CN", None, date(2098, 6, 15))
    assert holiday_year("JP", None, 2098).is_announced


def test_known_countries_are_known_and_others_are_not():
    assert is_known("MY", "03")
    assert not is_known("MY", "99")
    assert not is_known("ZZ")
