"""What complainants type. Everything is bounded and checked in words; nothing is cut off silently."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.insight.tracking import TrackedOption
from amends.organisation.models import Brand
from amends.text import normalise
from amends.web.forms import PhoneField, StyledForm
from amends.web.portal import choices

MOST_WORDS = 20_000
OLDEST = date(1990, 1, 1)


class LongText(forms.CharField):
    """A text of several lines; too long is said with both numbers instead of being cut off."""

    widget = forms.Textarea

    def clean(self, value: Any) -> str:
        text = normalise.clean(str(super().clean(value)))
        if len(text) > MOST_WORDS:
            found = {"length": len(text), "limit": MOST_WORDS}
            raise ValidationError(_("This is %(length)s characters; at most %(limit)s fit.") % found)
        return text


def words(rows: int, **attributes: str) -> forms.Textarea:
    """Make the widget of a long text."""
    return forms.Textarea({"rows": rows, **attributes})


class TokenForm(StyledForm):
    """A form that counts once however often it is sent, and whose honeypot only programs fill in."""

    token = forms.CharField(max_length=43, min_length=20, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=200)

    @staticmethod
    def new_token() -> str:
        """Draw the token of a fresh form."""
        return secrets.token_urlsafe(24)

    def typed(self) -> dict[str, Any]:
        """Give what was typed so far, unjudged, to show it again."""
        return {name: self[name].data for name in self.fields}

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise ValidationError(_("Please send once more, and leave this field empty."))
        return ""


class ReachForm(TokenForm):
    """How to reach somebody: all of it may be left out."""

    name = forms.CharField(label=lazy("Your name"), required=False, max_length=160)
    title = forms.CharField(label=lazy("Form of address"), required=False, max_length=40)
    phonetic = forms.CharField(label=lazy("Name in kana"), required=False, max_length=160)
    mail = forms.CharField(label=lazy("Mail address"), required=False, max_length=254)
    phone = PhoneField(label=lazy("Phone number"), required=False)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brand = brand
        hints = {"name": "name", "title": "honorific-prefix", "mail": "email", "phone": "tel"}
        for field, hint in hints.items():
            self.fields[field].widget.attrs["autocomplete"] = hint
        self.fields["mail"].widget.attrs["inputmode"] = "email"
        cast(PhoneField, self.fields["phone"]).country = brand.calendar.country or None
        self.fields["title"].widget.attrs["list"] = "titles"
        if not choices.titles():
            self.fields["title"].widget = forms.HiddenInput()
        if get_language() != "ja":
            self.fields["phonetic"].widget = forms.HiddenInput()

    def clean_mail(self) -> str:
        typed = str(self.cleaned_data["mail"]).strip()
        if typed and (normalise.mail_key(typed) is None or "." not in typed.rpartition("@")[2]):
            raise ValidationError(_("This is not a mail address. An example: name@example.com"))
        return typed


class ComplainForm(ReachForm):
    """A complaint: words or photos are needed, everything else may be left out."""

    field_order = ("what", "wish", "wish_words", "occurred_on", "branch", "place", "product", "order", "serial")

    what = LongText(label=lazy("What happened?"), required=False, widget=words(5))
    wish = forms.MultipleChoiceField(
        label=lazy("What would you like us to do?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    wish_words = LongText(label=lazy("In your own words"), required=False, widget=words(2))
    occurred_on = forms.DateField(
        label=pgettext_lazy("of an event", "When?"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    branch = forms.ChoiceField(label=lazy("Which of our shops?"), required=False)
    place = forms.CharField(label=pgettext_lazy("of an event", "Where?"), required=False, max_length=160)
    product = forms.CharField(label=lazy("Which product or service?"), required=False, max_length=110)
    order = forms.CharField(label=lazy("Order or receipt number"), required=False, max_length=60)
    serial = forms.CharField(label=lazy("Serial number"), required=False, max_length=48)
    needs = forms.MultipleChoiceField(
        label=lazy("Is there anything we should take into account?"),
        help_text=lazy("By ticking you agree that we keep this, to serve you the way you need it. Nobody guesses it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs_words = forms.CharField(label=lazy("Anything else"), required=False, max_length=300)
    other_name = forms.CharField(label=lazy("Name of the person it is about"), required=False, max_length=160)

    def __init__(self, *args: Any, has_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_files = has_files
        self._choices("wish").choices = choices.wishes()
        self._choices("needs").choices = choices.needs()
        self._choices("branch").choices = choices.branches(self.brand)
        self.fields["occurred_on"].widget.attrs["max"] = self._today().isoformat()
        self.fields["order"].widget.attrs["autocomplete"] = "off"

    def _choices(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def _today(self) -> date:
        return timezone.now().astimezone(ZoneInfo(self.brand.calendar.zone)).date()

    @property
    def details_open(self) -> bool:
        """Whether the folded details hold something or are wrong."""
        return self._holds("occurred_on", "branch", "place", "product", "order", "serial")

    @property
    def needs_open(self) -> bool:
        """Whether the folded needs hold something or are wrong."""
        return self._holds("needs", "needs_words")

    @property
    def other_open(self) -> bool:
        """Whether somebody else is named."""
        return self._holds("other_name")

    def _holds(self, *names: str) -> bool:
        return any(self[name].value() or self[name].errors for name in names)

    def clean_what(self) -> str:
        text = str(self.cleaned_data["what"])
        if not text.strip() and not self.has_files:
            raise ValidationError(_("Tell us in a few words what happened, or add a photo."))
        return text

    def clean_occurred_on(self) -> date | None:
        day: date | None = self.cleaned_data["occurred_on"]
        if day and not OLDEST <= day <= self._today():
            raise ValidationError(_("This day is not in the past."))
        return day


class StuckForm(ReachForm):
    """Somebody is stuck and wants to be called: what with, and where to call."""

    field_order = ("what", "phone")

    what = LongText(label=lazy("What are you stuck with?"), widget=words(3))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        has_error = "phone" in self.errors or "mail" in self.errors
        if not found.get("phone") and not found.get("mail") and not has_error:
            self.add_error("phone", _("Please give a phone number, so that we can call you, or a mail address."))
        return found


class TrackForm(StyledForm):
    """Reference and key, in any form they can be typed."""

    reference = forms.CharField(label=lazy("Reference"), max_length=80, help_text=lazy("Ten digits, like 482-915-7036"))
    key = forms.CharField(label=lazy("Tracking key"), max_length=80, help_text=lazy("Sixteen letters and digits"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}

    def find_complaint(self) -> Complaint | None:
        """Find the complaint both belong to; else say so, in the same words whether the reference exists or not."""
        typed = self.cleaned_data
        found = tracking.find_by_key(typed["reference"], typed["key"], at=timezone.now())
        if found is None:
            self.add_error(None, _("No complaint has this reference together with this key. Look at both again."))
        return found


class AddForm(TokenForm):
    """More words and files for a complaint that is with us."""

    what = LongText(label=lazy("What would you like to add?"), required=False, widget=words(4))

    def __init__(self, *args: Any, has_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_files = has_files

    def clean_what(self) -> str:
        text = str(self.cleaned_data["what"])
        if not text.strip() and not self.has_files:
            raise ValidationError(_("Write something, or add a file."))
        return text


class LostForm(StyledForm):
    """Help for somebody who lost their reference."""

    mail = forms.EmailField(label=lazy("Mail address you gave us"), max_length=254)


class AgreeForm(StyledForm):
    """The complainant accepts our answer, in one of the ways offered."""

    option = forms.ChoiceField(label=lazy("How would you like it put right?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, options: Sequence[TrackedOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["option"])
        field.choices = [(str(option.position), option.words) for option in options]
        field.required = len(options) > 1
        field.error_messages["required"] = _("Please choose one of them.")
        if len(options) == 1:
            field.initial = str(options[0].position)

    @property
    def position(self) -> int | None:
        """The place of the chosen option; None where there is only one."""
        chosen = str(self.cleaned_data["option"])
        return int(chosen) if chosen else None


class PutRightForm(TokenForm):
    """The complainant says whether it is put right, with words where they want."""

    answer = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    more = LongText(label=lazy("Anything you would like to say"), required=False, widget=words(3))


class WithdrawForm(StyledForm):
    """The complainant takes the complaint back, in their own words."""

    reason = LongText(label=lazy("Why do you withdraw it?"), widget=words(2))


class DisputeForm(StyledForm):
    """The complainant says what our answer leaves wrong."""

    words = LongText(label=lazy("What is not right yet?"), widget=words(3))
