"""The house is furnished in the browser: by an administrator alone, every change noted, every secret shown once."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.forms import ChoiceField, MultipleChoiceField

from amends.complaints.models import Participation
from amends.correspondence.models import Mailbox, ReplyTemplate
from amends.organisation import queries
from amends.organisation.models import ApiToken, Branch, Brand, Calendar, Change, Staff, Till, Unit
from amends.organisation.rules import Role
from amends.web.desk.settings.views import SECTIONS
from tests.cast import accepted, later


@pytest.fixture(autouse=True)
def _at_work():
    with time_machine.travel(later(hours=1), tick=False):
        yield


@pytest.fixture
def desk(house, at_desk):
    return at_desk("admin")


def values(page, **told):
    """Give what a browser would send back from the form of a page, with something typed over it."""
    form = page.context["form"]
    sent = {one.html_name: one.value() or first(one.field) for one in form}
    kept = {name: value for name, value in sent.items() if value not in (None, False)}
    return {name: "on" if value is True else value for name, value in (kept | told).items()}


def first(field):
    """Give the choice a browser shows where none was made."""
    alone = isinstance(field, ChoiceField) and not isinstance(field, MultipleChoiceField)
    return next(iter(field.choices))[0] if alone else None


def add(desk, section, **told):
    page = desk.get(f"/desk/settings/{section}")
    return desk.post(f"/desk/settings/{section}", values(page, **told))


def change(desk, section, row, **told):
    address = f"/desk/settings/{section}/{row.pk}"
    return desk.post(address, values(desk.get(address), **told))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_lists_its_rows_for_an_administrator_alone(section, desk, at_desk):
    assert desk.get(f"/desk/settings/{section}").status_code == 200
    assert at_desk("manager").get(f"/desk/settings/{section}").status_code == 403


def test_unknown_sections_and_rows_are_not_there(desk):
    assert desk.get("/desk/settings/moon").status_code == 404
    assert desk.get(f"/desk/settings/units/{uuid4()}").status_code == 404


def test_saving_a_row_as_it_stands_changes_and_notes_nothing(desk, house):
    before = Change.objects.count()
    rows = [("brands", house.brand), ("units", house.repairs)]
    for section, row in [*rows, ("staff", house.staff["lead"]), ("calendars", house.brand.calendar)]:
        answer = change(desk, section, row)
        assert answer.status_code == 303, (section, answer.context["form"].errors)
    noted = Change.objects.order_by("id")[before:]
    assert [one.what for one in noted if one.what != "calendar.changed"] == []


def test_a_change_is_noted_with_its_author_and_both_values(desk, house):
    assert change(desk, "brands", house.brand, letters="KAZ").status_code == 303
    noted = Change.objects.order_by("-id").first()
    assert noted is not None
    assert (noted.old["prefix"], noted.new["prefix"]) == ("KZ", "KAZ")
    assert noted.actor == house.actor("admin").code
    log = desk.get("/desk/settings/changes").content.decode()
    assert "prefix: KAZ" in log
    assert house.staff["admin"].name in log


def test_a_place_is_added_and_a_code_that_is_taken_is_said(desk, house):
    told = {"code": "harbour", "name_": "Harbour", "country": "my", "brand": str(house.brand.pk)}
    assert add(desk, "branches", **told).status_code == 303
    assert Branch.objects.get(code="harbour").country == "MY"
    again = add(desk, "branches", **told)
    assert again.status_code in (409, 422)
    assert "taken already" in again.content.decode()


def test_a_brand_comes_with_the_unit_that_takes_what_names_none(desk, house):
    told = {"code": "sora", "name_": "Sora", "language": "ja", "calendar": str(house.brand.calendar_id)}
    assert add(desk, "brands", **told).status_code == 303
    assert queries.default_unit(Brand.objects.get(code="sora")).name == "Sora"


def test_one_unit_of_a_brand_takes_what_names_none(desk, house):
    assert change(desk, "units", house.repairs, is_default="on").status_code == 303
    assert list(Unit.objects.filter(brand=house.brand, is_default=True)) == [house.repairs]


def test_opening_hours_are_read_and_bad_ones_are_named(desk, house):
    calendar = house.brand.calendar
    hours = {"day0": "10:00-13:00, 14:00-19:00", "day6": "", "closings": "2026-08-13 to 2026-08-15 Obon"}
    assert change(desk, "calendars", calendar, **hours).status_code == 303
    kept = Calendar.objects.get(pk=calendar.pk).pattern["weekly"]
    assert kept["0"] == [["10:00", "13:00"], ["14:00", "19:00"]]
    assert "6" not in kept
    for bad in ({"day0": "ten to six"}, {"day0": "18:00-09:00"}, {"closings": "some day"}):
        assert change(desk, "calendars", calendar, **bad).status_code == 422
    never = {f"day{day}": "" for day in range(7)}
    assert "open at some time" in change(desk, "calendars", calendar, **never).content.decode()


def test_somebody_is_hired_given_a_role_and_may_then_do_it(desk, house):
    told = {"username": "Maya", "name_": "Maya Lim", "password": "a long way to go home", "role": "handler"}
    assert add(desk, "staff", **told, brand=str(house.brand.pk)).status_code == 303
    maya = Staff.objects.get(username="maya")
    assert maya.check_password("a long way to go home")
    assert [one.role for one in maya.grants.all()] == [Role.HANDLER]


def test_a_weak_password_and_a_taken_name_are_refused(desk, house):
    weak = add(desk, "staff", username="maya", name_="Maya", password="1234")
    assert weak.status_code == 422
    taken = add(desk, "staff", username=house.staff["lead"].username, name_="Twin")
    assert taken.status_code in (409, 422)
    assert "taken already" in taken.content.decode()


def test_who_leaves_hands_over_and_signs_in_no_more(desk, house):
    complaint = accepted(house).complaint
    handler, lead = house.person("handler"), house.person("lead")
    assert change(desk, "staff", handler, leaves="on", heir=str(lead.pk)).status_code == 303
    assert not Staff.objects.get(pk=handler.pk).is_active
    duties = Participation.objects.filter(complaint=complaint, until=None)
    assert not duties.filter(staff=handler).exists()
    assert duties.filter(staff=lead).exists()


def test_the_last_administrator_stays(desk, house):
    answer = change(desk, "staff", house.person("admin"), leaves="on")
    assert answer.status_code in (409, 422)
    assert Staff.objects.get(pk=house.staff["admin"].pk).is_active


@pytest.mark.parametrize(
    ("section", "model", "told"),
    [("tills", Till, {"name_": "Till 3"}), ("tokens", ApiToken, {"name_": "Shop system", "role": "integration"})],
)
def test_a_secret_is_shown_once_and_the_door_can_be_closed(section, model, told, desk, house):
    place = {"unit": str(house.front.pk)} if model is Till else {"brand": str(house.brand.pk)}
    shown = add(desk, section, **told, **place)
    found = re.search(r'<code class="secret">([^<]+)</code>', shown.content.decode())
    assert found is not None
    row = model.objects.get(name=told["name_"])
    secret = found[1].split()[-1]
    assert secret not in desk.get(f"/desk/settings/{section}/{row.pk}").content.decode()
    assert change(desk, section, row, revoked="on").status_code == 303
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_a_mailbox_keeps_its_password_to_itself(desk, house):
    told = {"name_": "care", "host": "imap.kazami.example", "user": "care", "password": "rain on slate"}
    assert add(desk, "mailboxes", **told, brand=str(house.brand.pk)).status_code == 303
    box = Mailbox.objects.get(name="care")
    assert "rain on slate" not in desk.get(f"/desk/settings/mailboxes/{box.pk}").content.decode()
    assert change(desk, "mailboxes", box, folder="Complaints").status_code == 303
    box.refresh_from_db()
    assert box.folder == "Complaints"


def test_a_reply_text_is_kept_changed_and_has_one_name_per_language(desk, house):
    told = {"brand": str(house.brand.pk), "name_": "We look into it", "text": "{salutation}, we look into it."}
    assert add(desk, "templates", **told, language="en").status_code == 303
    assert add(desk, "templates", **told, language="ms").status_code == 303
    assert add(desk, "templates", **told, language="en").status_code in (409, 422)
    row = ReplyTemplate.objects.get(language="en")
    assert change(desk, "templates", row, text="{salutation}, we are looking into {subject}.").status_code == 303
    row.refresh_from_db()
    assert row.text.endswith("{subject}.")
    noted = Change.objects.filter(what="template.changed").get()
    assert noted.old["text"] == "{salutation}, we look into it."
