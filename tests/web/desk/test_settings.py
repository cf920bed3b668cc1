"""The house is furnished in the browser: by an administrator alone, every change noted, every secret shown once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.forms import ChoiceField, MultipleChoiceField

from amends.authority.models import Band
from amends.authority.queries import limit_of
from amends.complaints.models import Participation
from amends.correspondence.models import Mailbox, ReplyTemplate
from amends.intake import actions as intake
from amends.kernel.money import Money
from amends.organisation import queries
from amends.organisation.models import ApiToken, Branch, Brand, Calendar, Change, Staff, Till, Unit
from amends.organisation.rules import Role
from amends.web.desk.settings.views import SECTIONS
from tests.cast import accepted, later
from tests.services.smtp_sink import free_port


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
    assert "Brand changed" in log
    assert "Letters in front of references: KAZ" in log
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


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_mailbox_is_tried_as_it_is_saved_and_the_trouble_is_said_in_plain_words(desk, house):
    told = {"name_": "care", "host": "127.0.0.1", "user": "care", "password": "rain on slate", "tls": "none"}
    assert add(desk, "mailboxes", **told, port=str(free_port()), brand=str(house.brand.pk)).status_code == 303
    box = Mailbox.objects.get(name="care")
    address = f"/desk/settings/mailboxes/{box.pk}"
    desk.get(address)  # what was said before is read
    answer = desk.post(address, {"probe": "1", "host": "somewhere.else"})
    assert (answer.status_code, said(answer)[-1]) == (
        303,
        "The server does not answer. Check its name and the port.",
    )
    assert Mailbox.objects.get(pk=box.pk).host == "127.0.0.1"
    assert "Try the saved mailbox" in desk.get(address).content.decode()
    assert "Try the saved mailbox" not in desk.get("/desk/settings/mailboxes").content.decode()


def test_what_a_promise_would_mean_is_shown_for_what_is_typed_and_nothing_is_saved(desk, house):
    calendar = house.brand.calendar
    before = dict(calendar.pattern)
    address = f"/desk/settings/calendars/{calendar.pk}"
    page = desk.get(address)
    assert "A promise of 2 working days would be due" in page.content.decode()
    saved = page.context["panels"][0].lines
    only_mondays = {f"day{day}": "10:00-12:00" if day == 0 else "" for day in range(7)}
    shown = desk.post(address, values(page, **only_mondays) | {"look": "1"})
    lines = shown.context["panels"][0].lines
    assert shown.status_code == 200
    assert lines != saved
    assert all("Monday" in line for line in lines)
    assert any(line.endswith(": weekly closing day") for line in shown.context["panels"][1].lines)
    assert Calendar.objects.get(pk=calendar.pk).pattern == before
    wrong = desk.post(address, values(page, day0="ten to six") | {"look": "1"})
    assert (wrong.status_code, wrong.context["panels"][0].lines) == (422, saved)


def abilities_of(desk, staff):
    panels = desk.get(f"/desk/settings/staff/{staff.pk}").context["panels"]
    return {panel.title: " ".join(panel.lines) for panel in panels}


def test_what_a_person_may_do_is_said_place_by_place(desk, house):
    [(title, lines)] = abilities_of(desk, house.staff["handler"]).items()
    assert title.startswith("What this person may do: Handler · Kazami")
    assert "Works on the complaints they see" in lines
    assert "Grants up to " in lines
    assert "Approves decisions" not in lines
    manager = " ".join(abilities_of(desk, house.staff["manager"]).values())
    assert "Sees all complaints of Kazami." in manager
    assert "Never approves what they worked on" in manager
    clerk = " ".join(abilities_of(desk, house.staff["clerk"]).values())
    assert "Sees only complaints that they took in" in clerk
    assert "Changes these settings." in " ".join(abilities_of(desk, house.staff["admin"]).values())


def test_who_has_no_role_or_no_account_any_more_is_said(desk, house):
    leaver = house.person("handler")
    change(desk, "staff", leaver, leaves="on")
    assert list(abilities_of(desk, leaver).values()) == ["Nobody can sign in with it."]
    add(desk, "staff", username="maya", name_="Maya Lim", password="a long way to go home")
    assert "nothing else" in " ".join(abilities_of(desk, Staff.objects.get(username="maya")).values())


def test_forms_left_unsent_are_counted_where_the_brand_is_set_up(desk, house):
    address = f"/desk/settings/brands/{house.brand.pk}"
    assert "Nobody." in desk.get(address).content.decode()
    for part, when in (("reach", 0), ("reach", 1), ("files", 29), ("files", 40)):
        intake.count_abandoned(house.brand, part, at=later() - timedelta(days=when))
    assert desk.get(address).context["panels"][0].lines == ["Photos and files: 1", "How they can be reached: 2"]


def test_an_amount_somebody_may_grant_is_set_changed_and_ended_and_counts_at_once(desk, house):
    handler, brand = house.person("handler"), house.brand
    shipped = limit_of(handler, brand, "GBP", at=later())
    told = {"brand": str(brand.pk), "role": "handler", "limit": "120 GBP"}
    assert add(desk, "limits", **told).status_code == 303
    assert limit_of(handler, brand, "GBP", at=later()) == Money.parse("120", "GBP")
    row = Band.objects.get(valid_until=None)
    assert change(desk, "limits", row, limit="150 GBP").status_code == 303
    assert limit_of(handler, brand, "GBP", at=later()) == Money.parse("150", "GBP")
    assert [cells for _row, cells in desk.get("/desk/settings/limits").context["rows"]] == [
        ["Handler", "Kazami", "All remedies", "£150.00"]
    ]
    noted = Change.objects.filter(what="limit.set").order_by("-id").first()
    assert (noted.old["limit"], noted.new["limit"]) == ("GBP 120.00", "GBP 150.00")
    row = Band.objects.get(valid_until=None)
    assert change(desk, "limits", row, ended="on").status_code == 303
    assert limit_of(handler, brand, "GBP", at=later()) == shipped
    assert Change.objects.filter(what="limit.ended").count() == 1
    assert add(desk, "limits", **(told | {"limit": "a lot"})).status_code == 422
