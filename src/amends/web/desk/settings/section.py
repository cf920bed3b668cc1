"""What a section of the settings is: a list, a form that adds or changes a row, words for both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.utils.functional import Promise as Lazy
from django.utils.translation import pgettext_lazy

from amends.organisation import furnishing
from amends.organisation.models import Branch, Brand, Calendar, Unit
from amends.web.desk.people import StaffRequest
from amends.web.forms import StyledForm

NAME, CODE = pgettext_lazy("setting", "Name"), pgettext_lazy("setting", "Code")  # of places and things, not of people


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside a form: plain words, nothing to fill in."""

    title: str
    icon: str
    lines: Sequence[str]


class Section(StyledForm):
    """Base of all sections. A subclass names itself and says what it lists, reads and writes.

    secret: what must be shown once after adding; empty where there is none. probe_words, look_words: words of a second
    button, which tries what is saved, or shows what follows from what is typed; neither changes anything.
    """

    do_not_call_in_templates: ClassVar[bool] = True  # a template names the class, never makes one
    name: ClassVar[str] = ""
    title: ClassVar[str | Lazy] = ""
    icon: ClassVar[str] = "settings"
    lead: ClassVar[str | Lazy] = ""
    heads: ClassVar[Sequence[str | Lazy]] = ()
    can_add: ClassVar[bool] = True
    probe_words: ClassVar[str | Lazy] = ""
    look_words: ClassVar[str | Lazy] = ""

    def __init__(self, request: StaffRequest, row: Any, *args: Any, **kwargs: Any) -> None:
        self.request, self.row, self.secret = request, row, ""
        kwargs.setdefault("initial", self.read(row) if row is not None else {})
        super().__init__(*args, **kwargs)
        self.prepare()

    @classmethod
    def rows(cls) -> Iterable[Any]:
        """Give what is listed."""
        return ()

    @classmethod
    def cells(cls, row: Any) -> list[str]:
        """Give the cells of a row, as many as heads."""
        return [str(row)]

    @classmethod
    def find(cls, key: UUID) -> Any:
        """Find one row. Errors: NotFound."""
        raise NotImplementedError

    def read(self, row: Any) -> dict[str, Any]:
        """Give the first values of the form."""
        return {name: value for name, value in vars(row).items() if name in self.base_fields}

    def prepare(self) -> None:
        """Fill choices."""

    def panels(self) -> Sequence[Panel]:
        """Give what stands beside the form."""
        return ()

    def probe(self) -> tuple[bool, str]:
        """Try what is saved: whether it works, and what to say."""
        raise NotImplementedError

    def write(self) -> None:
        """Add or change. Errors: DomainError, said on the form."""
        raise NotImplementedError

    def do(self) -> bool:
        self.write()
        return True

    def common(self) -> dict[str, Any]:
        """Give the author and the time every change takes."""
        return {"by": self.request.actor, "at": self.request.at}

    def keep(self, kind: type[Brand | Branch | Unit | Calendar], columns: dict[str, Any]) -> None:
        """Add a row of a kind, or change the one that is shown."""
        if self.row is None:
            self.row = furnishing.add(kind(**columns), **self.common())
        else:
            furnishing.change(self.row, **columns, **self.common())
