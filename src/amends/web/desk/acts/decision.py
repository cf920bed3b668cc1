"""Acts of deciding and answering: propose, rewrite, approve, give back, send, and what the customer says to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from amends.complaints.rules import Duty, State
from amends.decision import actions
from amends.decision.queries import find_newest, option_at, option_list
from amends.decision.rules import Offer, Part, Proposal, Replier, ReplyChannel, ReplyProof, Verdict
from amends.flows import answering
from amends.insight import words
from amends.insight.case_file import CaseFile
from amends.kernel.money import Money
from amends.organisation.rules import Right
from amends.taxonomy.rules import remedy_names
from amends.web.desk.acts.form import ActForm, MoneyField, WordsField
from amends.web.desk.people import StaffRequest

OPTIONS = (1, 2, 3)
VERDICTS = [
    (Verdict.UPHELD.value, pgettext_lazy("decision", "Upheld")),
    (Verdict.PARTLY.value, pgettext_lazy("decision", "Partly upheld")),
    (Verdict.NOT_UPHELD.value, pgettext_lazy("decision", "Not upheld")),
    (Verdict.EXPLAINED.value, pgettext_lazy("decision", "Explained")),
]


def remedy_choices() -> list[tuple[str, str]]:
    """List the remedies in the reader's language."""
    language = get_language() or "en"
    return [("", "")] + [(code, names.get(language) or names["en"]) for code, names in remedy_names().items()]


def named_part(code: str, money: Money | None) -> str:
    """Name a remedy with its amount in the reader's language."""
    return f"{words.remedy(code)} {words.money(money)}" if money else words.remedy(code)


def is_owner(request: StaffRequest, file: CaseFile) -> bool:
    """Say whether this person owns the complaint."""
    owner = file.holder(Duty.OWNER)
    return owner is not None and owner.pk == request.staff.pk


class Propose(ActForm):
    name, title, icon = "propose", _lazy("Propose a decision"), "scale"
    lead = _lazy("What puts the cause right comes first, a gift on top. At least two options where there is a choice.")
    button = _lazy("Propose it")
    states, is_main = frozenset({State.FOUND, State.SECOND_ROUND}), True

    verdict = forms.ChoiceField(label=pgettext_lazy("act", "Decision"), choices=VERDICTS, widget=forms.RadioSelect)
    reasons = WordsField(label=_lazy("Reasons, in plain words for the customer"), rows=5, most=4000)
    only_light_because = forms.CharField(
        label=_lazy("Why an apology and a gift alone, for a fault of the goods"), max_length=1000, required=False
    )
    no_choice_because = forms.CharField(label=_lazy("Why there is only one option"), max_length=1000, required=False)
    help = WordsField(label=_lazy("Where it is not upheld: one concrete help"), required=False, most=1000)
    text = WordsField(
        label=_lazy("The letter"),
        help_text=_lazy("Empty: it is composed from the above in the customer's language, and you can rewrite it."),
        required=False,
        rows=10,
        most=20_000,
    )

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        return super().is_open(request, file) and is_owner(request, file)

    def prepare(self) -> None:
        for number in OPTIONS:
            self.fields[f"words{number}"] = WordsField(
                label=_("Option {number}: words of the letter").format(number=number), most=1000, rows=2, required=False
            )
            self.fields[f"remedy{number}"] = forms.ChoiceField(
                label=_("Option {number}: remedy").format(number=number), choices=remedy_choices(), required=False
            )
            self.fields[f"money{number}"] = MoneyField(
                label=_("Option {number}: amount").format(number=number), required=False
            )
            self.fields[f"extra{number}"] = forms.ChoiceField(
                label=_("Option {number}: and also").format(number=number), choices=remedy_choices(), required=False
            )
        self.own_currency()
        first = ["version", "verdict", "reasons"]
        options = [f"{part}{number}" for number in OPTIONS for part in ("words", "remedy", "money", "extra")]
        self.order_fields([*first, *options])
        self.restyle()

    def perform(self) -> None:
        told = self.told
        proposal = Proposal(
            verdict=Verdict(told["verdict"]),
            reasons=told["reasons"],
            offers=tuple(offer for number in OPTIONS if (offer := self._offer(number))),
            help=told["help"],
            only_light_because=told["only_light_because"],
            no_choice_because=told["no_choice_because"],
            text=told["text"],
        )
        actions.propose(self.complaint, proposal=proposal, **self.common())

    def _offer(self, number: int) -> Offer | None:
        told = self.told
        if not (told[f"words{number}"] or told[f"remedy{number}"]):
            return None
        parts = [Part(remedy=told[f"remedy{number}"], money=told[f"money{number}"])] if told[f"remedy{number}"] else []
        if told[f"extra{number}"]:
            parts.append(Part(remedy=told[f"extra{number}"]))
        return Offer(words=told[f"words{number}"], parts=tuple(parts))


class _WithDecision(ActForm):
    """Shows the decision, its options and its letter above the form."""

    detail = "desk/acts/decision.html"

    def details(self) -> dict[str, Any]:
        """Prepare what is decided, for the one who looks at it."""
        decision = find_newest(self.complaint)
        if decision is None:
            return {}
        return {
            "decision": decision,
            "worth": words.money(decision.money) if decision.money else "",
            "verdict": dict(VERDICTS).get(decision.verdict, ""),
            "finding": decision.finding.sentence if decision.finding else "",
            "options": [
                (option.words, [named_part(one.remedy, one.money) for one in option.parts.all()])
                for option in option_list(decision)
            ],
        }


class Rewrite(_WithDecision):
    name, title, icon = "rewrite", _lazy("Rewrite the letter"), "edit"
    lead = _lazy(
        "The finding's sentence stays as it is; the reference and where else to turn are added where they are missing."
    )
    button = _lazy("Save the letter")
    states = frozenset({State.PROPOSED})

    text = WordsField(label=_lazy("The letter"), rows=16, most=20_000)

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        return super().is_open(request, file) and is_owner(request, file)

    def prepare(self) -> None:
        decision = find_newest(self.complaint)
        self.initial["text"] = decision.text if decision else ""

    def perform(self) -> None:
        actions.draft_answer(self.complaint, text=self.told["text"], **self.common())


class Approve(_WithDecision):
    name, title, icon = "approve", _lazy("Approve the decision"), "rubber-stamp"
    lead = _lazy(
        "You are the second pair of eyes: finding, reasons, options, the very letter. Nothing of it changes afterwards."
    )
    button = _lazy("Approve")
    states, is_main = frozenset({State.PROPOSED}), True

    reason = WordsField(label=_lazy("What you looked at"), required=False)

    def perform(self) -> None:
        actions.approve(self.complaint, reason=self.told["reason"], **self.common())


class GiveBack(_WithDecision):
    name, title, icon = "return", _lazy("Give it back"), "arrow-back"
    lead = _lazy("Say what is to be looked into again.")
    button = _lazy("Give it back")
    states = frozenset({State.PROPOSED})
    right = Right.DECIDE

    reason = WordsField(label=_lazy("Reason"))

    def perform(self) -> None:
        actions.give_back(self.complaint, reason=self.told["reason"], **self.common())


class SendAnswer(_WithDecision):
    name, title, icon = "send-answer", _lazy("Let the answer leave"), "mail-forward"
    lead = _lazy("The approved letter, to the letter. By mail it counts from the moment the server took it.")
    button = _lazy("Let it leave")
    states, is_main = frozenset({State.APPROVED, State.LAPSED, State.INTERNAL_REVIEW}), True

    medium = forms.ChoiceField(label=_lazy("How"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        media = ("mail", "letter", "slip", "spoken", "paste")
        self.offer("medium", [(one, words.medium(one)) for one in media])
        self.initial["medium"] = "mail"

    def perform(self) -> None:
        answering.send_answer(self.complaint, medium=self.told["medium"], **self.common())


class _Reply(_WithDecision):
    """What the customer said to our answer, so that it can be proven."""

    channel = forms.ChoiceField(label=_lazy("How they said it"), widget=forms.RadioSelect)
    words = WordsField(label=_lazy("Their words"))
    read_back = forms.CharField(
        label=_lazy("On the phone: what you read back to them"), max_length=1000, required=False
    )
    relative = forms.CharField(label=_lazy("Name, if a relative spoke for them"), max_length=160, required=False)
    consent = forms.CharField(label=_lazy("How they allowed the relative to speak"), max_length=500, required=False)

    def prepare(self) -> None:
        channels = [one for one in ReplyChannel if one is not ReplyChannel.WEB]
        self.offer("channel", [(one.value, words.channel(one.value)) for one in channels])

    def proof(self) -> ReplyProof:
        told = self.told
        return ReplyProof(
            channel=ReplyChannel(told["channel"]),
            words=told["words"],
            who=Replier.RELATIVE if told["relative"] else Replier.CUSTOMER,
            name=told["relative"],
            consent=told["consent"],
            read_back=told["read_back"],
        )


class Agree(_Reply):
    name, title, icon = "agree", _lazy("The customer agrees"), "thumb-up"
    button = _lazy("Record the agreement")
    states, is_main = frozenset({State.RESPONDED, State.DISPUTED}), True

    option = forms.ChoiceField(label=_lazy("Which option"), required=False, widget=forms.RadioSelect)

    def prepare(self) -> None:
        super().prepare()
        decision = find_newest(self.complaint)
        options = list(option_list(decision)) if decision else []
        self.offer("option", [(str(one.position), one.words) for one in options])
        self.order_fields(["version", "option"])
        if not options:
            del self.fields["option"]

    def perform(self) -> None:
        decision, chosen = find_newest(self.complaint), self.told.get("option")
        option = option_at(decision, int(chosen)) if decision and chosen else None
        actions.agree(self.complaint, proof=self.proof(), option=option, **self.common())


class Dispute(_Reply):
    name, title, icon = "dispute", _lazy("The customer does not agree"), "thumb-down"
    lead = _lazy("Somebody who had no part in it will look at it again. Nobody asks the customer to repeat.")
    button = _lazy("Record the disagreement")
    states, is_main = frozenset({State.RESPONDED}), True

    def perform(self) -> None:
        actions.dispute(self.complaint, proof=self.proof(), **self.common())


class Remind(ActForm):
    name, title, icon = "remind", _lazy("Record a reminder by phone"), "bell"
    button = _lazy("Record it")
    states = frozenset({State.RESPONDED})

    words = WordsField(label=_lazy("What was said"), most=1000)

    def perform(self) -> None:
        actions.remind(self.complaint, words=self.told["words"], **self.common())


ACTS: tuple[type[ActForm], ...] = (Propose, Approve, GiveBack, Rewrite, SendAnswer, Agree, Dispute, Remind)
