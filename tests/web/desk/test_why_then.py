"""Why a promise is due then: told in the reader's language, adding up to the due time, and never a sum that is wrong."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from amends.kernel.calendar import Closure, WorkingCalendar
from amends.organisation.models import Branch, Calendar, Staff
from amends.promises.models import Promise
from amends.promises.rules import HOUSE_STANDARDS, due_for
from amends.web.desk import counting
from tests.cast import TUESDAY, accepted, later

NOW = later(hours=1)
FRIDAY_EVENING = datetime(2026, 8, 28, 18, 30, tzinfo=UTC)  # before a long weekend in England
JAPAN = WorkingCalendar(
    "Asia/Tokyo",
    country="JP",
    closures=(Closure(datetime(2026, 5, 11).date(), datetime(2026, 5, 12).date(), "棚卸し"),),
)


def address(promise):
    return f"/desk/complaints/{promise.complaint.number}/promises/{promise.pk}/why"


def story(client, promise, at=NOW):
    with time_machine.travel(at, tick=False):
        answer = client.get(address(promise))
    assert answer.status_code == 200
    return answer.context["story"]


def words(told):
    return [f"{line.when}: {line.words}" for line in told.lines]


def promised(complaint, code):
    return Promise.objects.get(complaint=complaint, code=code)


def test_ten_working_days_are_told_stretch_by_stretch(house, at_desk):
    told = story(at_desk(), promised(accepted(house).complaint, "ANSWER"))
    assert told.rule == ["Our standard: 10 working days after the first day, until closing time."]
    assert words(told) == [
        "today at 10:00: Received; counted from here",
        "Tue 14 Jul: the first day does not count",
        "Wed 15 Jul – Fri 17 Jul: working days 1 to 3",
        "Sat 18 Jul – Sun 19 Jul: weekend",
        "Mon 20 Jul – Fri 24 Jul: working days 4 to 8",
        "Sat 25 Jul – Sun 26 Jul: weekend",
        "Mon 27 Jul – Tue 28 Jul: working days 9 to 10",
        "Tuesday 28 July, 18:00: Due",
    ]


def test_a_long_weekend_and_closing_time_are_named(house, at_desk):
    complaint = accepted(house, at=FRIDAY_EVENING).complaint
    handler = at_desk()
    told = story(handler, promised(complaint, "SAME_DAY"), at=FRIDAY_EVENING)
    assert words(told)[1:] == [
        "Fri 28 Aug: too late for the same working day",
        "Sat 29 Aug – Mon 31 Aug: weekend, Summer Bank Holiday",
        "Tue 1 Sept: the next working morning",
        "Tuesday 1 September, 10:00: Due",
    ]
    receipt = story(handler, promised(complaint, "ACK"), at=FRIDAY_EVENING)
    assert receipt.rule[1:] == ["24 hours at the latest, open or closed."]
    assert words(receipt)[1:-1] == [
        "Fri 28 Aug: outside opening hours",
        "Sat 29 Aug: weekend",
        "Sat 29 Aug: it falls due although we are closed",
    ]


@pytest.mark.parametrize("start", ["2026-04-28T17:40:30", "2026-05-08T22:00", "2026-12-30T12:00", "2026-09-18T10:00"])
@pytest.mark.parametrize("code", sorted(HOUSE_STANDARDS))
def test_what_is_told_adds_up_to_the_due_time_in_at_most_twelve_lines(code, start):
    received = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo("Asia/Tokyo")).astimezone(UTC)
    standard = HOUSE_STANDARDS[code]
    due = due_for(standard, received_at=received, calendar=JAPAN)
    with translation.override("en"):
        lines = counting.counted(standard, JAPAN, received, due, str)
    assert 0 < len(lines) <= 10  # and one for each end
    told = "\n".join(line.words for line in lines if not line.is_left_out)
    if standard.measure == "working_minutes" and due < received + timedelta(hours=24):
        assert sum(int(n) for n in re.findall(r"(\d+) minutes? of working time", told)) == standard.amount
    if standard.measure == "working_days":
        assert max(int(n) for n in re.findall(r"\d+", told)) == standard.amount


def test_a_clock_that_changes_while_we_are_open_is_told():
    always = WorkingCalendar.always("Europe/London")
    start = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    standard = HOUSE_STANDARDS["ACK"]
    due = due_for(standard, received_at=start, calendar=always)
    with translation.override("en"):
        [line] = counting.counted(standard, always, start, due, str)
    assert (line.when, line.words) == ("Sun 29 Mar", "60 minutes of working time, clocks go forward by 1 h")


def test_a_letter_that_was_entered_later_counts_from_the_day_it_came(house, at_desk):
    complaint = accepted(house, received_at=TUESDAY - timedelta(days=1)).complaint
    told = story(at_desk(), promised(complaint, "ANSWER"))
    assert words(told)[:2] == [
        "yesterday at 10:00: Received; counted from here",
        "Mon 13 Jul: the first day does not count",
    ]
    assert told.doubt == ""


def test_a_very_long_way_is_told_in_few_lines_that_still_add_up():
    alternate = WorkingCalendar(
        "Asia/Tokyo", weekly={day: ((datetime.min.time(), datetime.min.time()),) for day in (0, 2, 4)}
    )
    due = alternate.add_working_days(TUESDAY, 40)
    with translation.override("en"):
        lines = counting.between(alternate, TUESDAY, due)
        left_out = counting.left_out(alternate, TUESDAY, due)
    assert len(lines) <= 10
    assert lines[0].words == "working days 1 to 40, without:"
    assert lines[1:4] == left_out[:3]
    assert lines[-1] == left_out[-1]
    folded = next(line for line in lines if "more days left out" in line.words)
    whole = (alternate.local_day(due) - alternate.local_day(TUESDAY)).days
    assert int(folded.words.split()[0]) > whole // 3


def test_when_the_calendar_has_changed_no_wrong_sum_is_shown(house, at_desk):
    promise = promised(accepted(house).complaint, "ANSWER")
    row = Calendar.objects.get(pk=house.brand.calendar_id)
    closing = {"since": "2026-07-20", "until": "2026-07-21", "name": "Stocktaking"}
    Calendar.objects.filter(pk=row.pk).update(pattern={**row.pattern, "closures": [closing]})
    told = story(at_desk(), promise)
    assert "another time would come out: Thursday 30 July, 18:00." in told.doubt
    assert words(told) == ["today at 10:00: Received; counted from here", "Tuesday 28 July, 18:00: Due"]


def test_the_calendar_of_the_branch_counts_and_its_days_are_said_to_be_there(house, at_desk):
    osaka = Calendar.objects.create(
        name="Osaka",
        zone="Asia/Tokyo",
        country="JP",
        pattern={
            "weekly": {str(day): [["10:00", "19:00"]] for day in (0, 1, 3, 4, 5, 6)},
            "yearly": [{"since": "07-17", "until": "07-18", "name": "obon"}],
        },
    )
    branch = Branch.objects.create(brand=house.brand, code="osaka", name="Osaka", calendar=osaka)
    told = story(at_desk(), promised(accepted(house, branch=branch).complaint, "ANSWER"))
    assert "Wed 15 Jul: weekly closing day" in words(told)
    assert "Fri 17 Jul – Sat 18 Jul: Obon closing" in words(told)
    assert "Mon 20 Jul: Marine Day" in words(told)
    assert told.notes[0].startswith("Times are on your own clock.")
    assert told.notes[1:] == ["The days are counted there."]
    assert told.doubt == ""


def test_a_date_that_was_agreed_is_not_said_to_be_counted(house, at_desk):
    complaint = accepted(house).complaint
    handler = at_desk()
    due = {"words": "She is away", "due_on": "2026-07-20", "due_at": "10:00"}
    with time_machine.travel(NOW, tick=False):
        moved = handler.post(address(promised(complaint, "ANSWER")).replace("/why", "/move"), due)
    assert moved.status_code == 303
    told = story(handler, Promise.objects.get(complaint=complaint, code="ANSWER", standing="open"))
    assert told.rule == ["This date was agreed or set, not counted."]
    assert "Sat 18 Jul – Sun 19 Jul: weekend" in words(told)
    assert told.doubt == ""


@pytest.mark.parametrize(
    ("language", "question", "weekend", "day"),
    [
        ("en", "Why then?", "weekend", "Sat 18 Jul – Sun 19 Jul"),
        ("ja", "なぜこの期限？", "土日", "7/18（土）～7/19（日）"),
        ("zh-hans", "为什么是这个时间？", "周末", "7/18（周六）至7/19（周日）"),
        ("ms", "Mengapa waktu itu?", "hujung minggu", "Sab, 18 Jul – Ahd, 19 Jul"),
    ],
)
def test_it_is_told_in_the_language_of_the_reader(house, at_desk, language, question, weekend, day):
    promise = promised(accepted(house).complaint, "ANSWER")
    Staff.objects.filter(pk=house.staff["handler"].pk).update(language=language)
    with time_machine.travel(NOW, tick=False):
        handler = at_desk()
        whole = handler.get(address(promise)).content.decode()
        part = handler.get(address(promise), headers={"HX-Request": "true"}).content.decode()
    assert question in whole
    for page in (whole, part):
        assert weekend in page
        assert day in page
    assert "<html" not in part


def test_a_stranger_finds_nothing_and_nor_does_who_asks_by_another_complaint(house, at_desk):
    promise = promised(accepted(house).complaint, "ANSWER")
    other = accepted(house).complaint
    assert at_desk("stranger").get(address(promise)).status_code == 404
    elsewhere = f"/desk/complaints/{other.number}/promises/{promise.pk}/why"
    assert at_desk().get(elsewhere).status_code == 404


def test_the_page_of_the_complaint_asks_the_database_nothing_for_it(house, at_desk):
    complaint = accepted(house).complaint
    handler = at_desk()
    url = f"/desk/complaints/{complaint.number}"
    with time_machine.travel(NOW, tick=False):
        handler.get(url)
        with CaptureQueriesContext(connection) as few:
            page = handler.get(url).content.decode()
        for day in ("16", "17", "20"):
            content = {"subject": "update", "words": "x", "due_on": f"2026-07-{day}", "due_at": "12:00"}
            assert handler.post(f"{url}/promises", content).status_code == 303
        handler.get(url)
        with CaptureQueriesContext(connection) as many:
            more = handler.get(url).content.decode()
    running = Promise.objects.filter(complaint=complaint, standing="open").count()
    assert (page.count("why-then"), more.count("why-then")) == (running - 3, running)
    assert len(many) == len(few)
