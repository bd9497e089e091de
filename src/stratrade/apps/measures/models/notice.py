"""Notices of the catch-all that a company is served, and why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7


class InformNotice(models.Model):
    """That a transfer may serve a use of concern and therefore needs a licence, until a day or withdrawal.

    What it is about is the marks that are filled: a company, a name, a range of HS codes, a destination. All of
    those must fit a transfer. `text` is what the company reads; why stands in `Basis`.
    """

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED"
        SERVED = "SERVED"
        SENT_BACK = "SENT_BACK"
        WITHDRAWN = "WITHDRAWN"

    class Concern(models.TextChoices):
        WMD = "WMD"
        MISSILE = "MISSILE"
        MILITARY_END_USE = "MILITARY_END_USE"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    company = models.ForeignKey(
        "parties.Party", null=True, on_delete=models.PROTECT, related_name="inform_notices"
    )
    name = models.CharField(max_length=300, blank=True)
    hs_from = models.CharField(max_length=12, blank=True)
    hs_to = models.CharField(max_length=12, blank=True)
    destination = models.CharField(max_length=2, blank=True)
    concern = models.CharField(max_length=16, choices=Concern, default=Concern.WMD)
    text = models.TextField()
    legal_basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    review_on = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_proposed_at = models.DateTimeField(null=True)
    end_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "SERVED", "SENT_BACK", "WITHDRAWN"]),
                name="inform_notice_status_known",
            ),
            models.CheckConstraint(
                condition=Q(concern__in=["WMD", "MISSILE", "MILITARY_END_USE"]),
                name="inform_notice_concern_known",
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=False) | ~Q(name="") | ~Q(hs_from="") | ~Q(destination=""),
                name="inform_notice_about_something",
            ),
            models.CheckConstraint(
                condition=Q(hs_from="", hs_to="") | (~Q(hs_from="") & ~Q(hs_to="")),
                name="inform_notice_range_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="inform_notice_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="inform_notice_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None)
                | Q(end_proposed_by=None)
                | ~Q(withdrawn_by=F("end_proposed_by")),
                name="inform_notice_withdrawn_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"measures.notice:{self.public_id}"


class Basis(models.Model):
    """Why a notice is served: confidential, never shown with the notice, each reading in the trail."""

    notice = models.OneToOneField(InformNotice, on_delete=models.PROTECT, related_name="basis")
    text = models.TextField()

    class Meta:
        verbose_name_plural = "bases"

    def __str__(self) -> str:
        return f"basis of {self.notice_id}"
