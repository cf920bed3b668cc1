"""The look of form fields: one class that gives every widget the class and attributes our style sheet expects."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from amends.text import normalise

PLAIN = (
    forms.CheckboxInput,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
    forms.HiddenInput,
)
# Said to a person in place of the framework's "This field is required."
FILL_IN = _lazy("Please fill this in.")
CHOOSE = _lazy("Please choose.")


def style(form: forms.BaseForm) -> None:
    """Give every widget of a form its class, also where the form is somebody else's."""
    form.label_suffix = ""
    for field in form.fields.values():
        if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = CHOOSE if isinstance(field, forms.ChoiceField) else FILL_IN
        if isinstance(field.widget, PLAIN):
            continue
        look = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        given = field.widget.attrs.get("class", "")
        if look not in given.split():
            field.widget.attrs["class"] = f"{look} {given}".strip()


class PhoneField(forms.CharField):
    """A phone number in any notation. What holds none is refused, for it could neither be called nor kept.

    country: in whose notation numbers without + are read.
    """

    country: str | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, widget=forms.TextInput(attrs={"inputmode": "tel"}), **kwargs)

    def clean(self, value: Any) -> str:
        """Give what was typed. Errors: ValidationError."""
        typed = str(super().clean(value)).strip()
        if typed and normalise.phone_key(typed, self.country) is None:
            raise ValidationError(_("This is not a phone number. Digits are enough, with the area code."))
        return typed


class StyledForm(forms.Form):
    """A form whose fields are drawn by partials/field.html.

    Django ties help and errors to the field by aria-describedby; the ids in the partial match.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.restyle()

    def offer(self, name: str, choices: Iterable[tuple[str, str | Lazy]]) -> None:
        """Give a choice field what may be chosen."""
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    def restyle(self) -> None:
        """Give fields that were added later their look too."""
        style(self)
