"""Names that resemble somebody on a watch list: the queue, the comparison, one and a second person's decision."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access, readings, trail
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.parties import queries as parties
from stratrade.apps.screening import queries, services
from stratrade.interfaces.web import bands, comparison
from stratrade.interfaces.web.pages import Page

STATUSES = ("OPEN", "ESCALATED", "SECOND", "TRUE", "FALSE")
CHANNELS = (
    ("cases", _("Applications")),
    ("licences", _("Licences")),
    ("border", _("Declarations")),
    ("register", _("Register of parties")),
    ("tables", _("Tables of names")),
)


def waiting(user: Any, desk: str) -> list[bands.Row]:
    """What of the alerts waits for a person, for the home of a desk: one row for each party."""
    if not access.may(user, Permission.SCREENING_ALERT_DECIDE):
        return []
    rows = queries.queue(for_=user, mine=True)
    return [_waiting(group, desk) for group in queries.opened(queries.groups(rows)[: bands.MOST], rows)]


def _waiting(group: queries.Grouped, desk: str) -> bands.Row:
    alert = group.first
    title, since = f"{alert.name} → {alert.listed_name}", bands.since(group.since)
    if group.count == 1:
        reason = gettext("It shares something with a listed party: clear it or hand it up")
        if not services.is_link(alert.reasons):
            reason = gettext("A name resembles one on a watch list: clear it or confirm it")
        return bands.Row(reverse(f"{desk}:alert", args=[alert.public_id]), title, reason, **since)
    reason = ngettext("%(n)s alert about one party", "%(n)s alerts about one party", group.count)
    url = f"{reverse(f'{desk}:alerts')}?{urlencode({'party': group.party, 'country': group.country})}"
    return bands.Row(url, title, reason % {"n": group.count}, **since)


class SettleForm(forms.Form):
    """What the officer found."""

    action = forms.ChoiceField(
        label=_("Is it the same party?"),
        widget=forms.RadioSelect,
        choices=[
            ("clear", _("No, it is somebody else")),
            ("confirm", _("Yes, it is the listed party")),
            ("escalate", _("I cannot tell: hand it up")),
        ],
    )
    identifiers_used = forms.CharField(
        label=_("What told them apart or together?"),
        help_text=_("Birth date, passport, registration number, address"),
        required=False,
        max_length=300,
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, confirmable: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not confirmable:
            fields: Any = self.fields
            fields["action"].label = _("Is what they share a concern?")
            fields["action"].choices = [
                ("clear", _("No, it is explained")),
                ("escalate", _("I cannot tell: hand it up")),
            ]


class SecondForm(forms.Form):
    """What a second person says of the proposal."""

    agree = forms.ChoiceField(
        label=_("Do you agree?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, record it")), ("no", _("No, send it back"))],
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where you send it back"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TrustForm(forms.Form):
    """Until when a party raises no alert about an entry, and why."""

    valid_to = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EndTrustForm(forms.Form):
    """Why a party is taken off the good-guy list."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class AlertList(Page):
    """Alerts that wait, by party, strongest likeness first; those of one party, and what was decided, one by one."""

    permission = Permission.SCREENING_ALERT_READ
    template = "_alerts/list.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, narrowed by status, list, channel, words and party."""
        user: Any = request.user
        names = ("status", "list", "channel", "q", "party", "country")
        asked = {name: request.GET.get(name, "")[:300] for name in names}
        rows = queries.queue(
            for_=user,
            status=asked["status"] if asked["status"] in STATUSES else "",
            code=asked["list"],
            channel=asked["channel"],
            words=asked["q"],
            party=asked["party"],
            country=asked["country"],
        )
        grouped = not asked["party"] and asked["status"] not in {"TRUE", "FALSE"}
        page: Any = self.paged(request, queries.groups(rows) if grouped else rows)
        return {
            "page": page,
            "groups": queries.opened(page, rows) if grouped else [],
            "alerts": [] if grouped else page,
            "total": rows.count(),
            "grouped": grouped,
            "asked": asked,
            "statuses": STATUSES,
            "channels": CHANNELS,
            "watchlists": queries.lists(for_=user),
            "list_url": reverse(f"{self.desk}:alerts"),
            "trusted_url": reverse(f"{self.desk}:trusted"),
        }


class _OfAlert(Page):
    """A page about one alert."""

    permission = Permission.SCREENING_ALERT_READ

    def alert(self, request: HttpRequest, public_id: UUID) -> Any:
        """The alert, or 404."""
        user: Any = request.user
        found = queries.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The version the person sees."""
        return {"version": self.alert(request, public_id).version}

    def back(self, public_id: UUID) -> str:
        """The page of the alert."""
        return reverse(f"{self.desk}:alert", args=[public_id])


class AlertOne(_OfAlert):
    """The two parties side by side, why they are alike, and the decision."""

    template = "_alerts/alert.html"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form of a first person, or of a second one where something is proposed."""
        alert = self.alert(request, self.kwargs["public_id"])
        if alert.proposed_by is not None:
            return SecondForm(data)
        return SettleForm(data, confirmable=not services.is_link(alert.reasons))

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Everything that helps to tell them apart."""
        user: Any = request.user
        alert = self.alert(request, public_id)
        services.seen.alert(alert, by=user)
        waits = alert.status in {"OPEN", "ESCALATED"}
        proposed_by_me = alert.proposed_by_id == user.pk
        may = access.may(user, Permission.SCREENING_ALERT_DECIDE)
        trusted = queries.trust_of(alert, on=today())
        other, stands = services.rests_on(alert)
        return {
            "alert": alert,
            "link": services.is_link(alert.reasons),
            "rested_on": other if waits and not stands else "",
            "party": parties.of_name(alert.party_key, alert.country, for_=user),
            "desk_party": f"{self.desk}:party",
            "words": comparison.words(alert.reasons),
            "facts": comparison.facts(alert),
            "twins": max(0, queries.twins(alert, for_=user).count() - 1) if waits else 0,
            "before": queries.decided_before(alert, for_=user),
            "next": queries.next_after(alert, for_=user) if waits else None,
            "list_url": reverse(f"{self.desk}:alerts"),
            "may_settle": waits and may and not proposed_by_me,
            "waits_for_second": waits and may and proposed_by_me,
            "needs_second": services.needs_second(alert),
            "trusted": trusted,
            "may_trust": alert.status == "FALSE"
            and trusted is None
            and alert.decided_by_id != user.pk
            and access.may(user, Permission.SCREENING_PARTY_TRUST),
            "desk_alert": f"{self.desk}:alert",
            "desk_trust": f"{self.desk}:trust",
            "history": trail.history(services.subject_of(alert)),
            "readers": readings.of(services.subject_of(alert), for_=user),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Record what the person found; then on to what waits next."""
        user: Any = request.user
        typed = dict(form.cleaned_data)
        if isinstance(form, SecondForm):
            alert = services.second(public_id, **{**typed, "agree": typed["agree"] == "yes"}, by=user)
        else:
            alert = services.settle(public_id, **typed, by=user)
            if alert.proposed_by_id:
                messages.info(
                    request,
                    gettext("The likeness is strong, so a second person must agree before it is settled."),
                )
        return reverse(f"{self.desk}:alerts")


class Trust(_OfAlert):
    """Put the party of a cleared alert on the good-guy list."""

    permission = Permission.SCREENING_PARTY_TRUST
    template = "_alerts/trust.html"
    form_class = TrustForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Whom it is about."""
        return {"alert": self.alert(request, public_id), "back": self.back(public_id)}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        services.trust(public_id, **form.cleaned_data, by=user)
        return reverse(f"{self.desk}:trusted")


class TrustedList(Page):
    """Parties that raise no alert until a day, the soonest to end first."""

    permission = Permission.SCREENING_ALERT_READ
    template = "_alerts/trusted.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list."""
        user: Any = request.user
        return {
            "trusted": self.paged(request, queries.trusted(for_=user, on=today())),
            "may_end": access.may(user, Permission.SCREENING_PARTY_TRUST),
            "list_url": reverse(f"{self.desk}:alerts"),
            "desk_end": f"{self.desk}:trust-end",
        }


class EndTrust(Page):
    """Take a party off the good-guy list before its day."""

    permission = Permission.SCREENING_PARTY_TRUST
    template = "_alerts/trust_end.html"
    form_class = EndTrustForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Whom it is about."""
        user: Any = request.user
        trusted = queries.trusted_one(public_id, for_=user)
        if trusted is None:
            raise Http404
        return {"trusted": trusted, "back": reverse(f"{self.desk}:trusted")}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        services.end_trust(public_id, **form.cleaned_data, by=user)
        return reverse(f"{self.desk}:trusted")


class Evidence(Page):
    """One screening as it was: who was asked about, against which editions, and what came of it."""

    permission = Permission.SCREENING_EVIDENCE_READ
    template = "_screening/evidence_one.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The record."""
        user: Any = request.user
        found = queries.evidence_one(public_id, for_=user)
        if found is None:
            raise Http404
        services.seen.evidence(found, by=user)
        return {
            "screening": found,
            "home": reverse(f"{self.desk}:alerts"),
            "readers": readings.of(services.seen.subject_of_evidence(found), for_=user),
        }
