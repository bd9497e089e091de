"""Editions of the law register: instruments, their articles, and the provisions that carry acts."""

from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7


def _in_language(names: dict[str, str], language: str) -> str:
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


class LawEdition(models.Model):
    """One loaded state of the register, known by its digest and never overwritten; the newest stands."""

    digest = models.CharField(max_length=64, unique=True)
    pack = models.CharField(max_length=40)
    loaded_at = models.DateTimeField()

    class Meta:
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.pack} {self.digest[:12]}"


class Instrument(models.Model):
    """A law, a sub-decree, a prakas, or a draft of one."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT, related_name="instruments")
    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=60, blank=True)
    titles = models.JSONField()
    short = models.JSONField()
    adopted_on = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    note = models.JSONField(default=dict)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="instrument_code_once"),
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True)
                | Q(in_force_from__isnull=True)
                | Q(in_force_to__gte=F("in_force_from")),
                name="instrument_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def title(self, language: str) -> str:
        """Its full title in a language."""
        return _in_language(self.titles, language)

    def note_in(self, language: str) -> str:
        """What a reader should know of its standing, in a language."""
        return _in_language(self.note, language)


class Article(models.Model):
    """A place in an instrument, with what it is about in our own words."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="articles")
    number = models.CharField(max_length=40)
    subject = models.JSONField(default=dict)

    class Meta:
        ordering = ["instrument", "pk"]
        constraints = [models.UniqueConstraint(fields=["instrument", "number"], name="article_number_once")]

    def __str__(self) -> str:
        return f"{self.instrument} {self.number}"

    def subject_in(self, language: str) -> str:
        """What it is about, in a language."""
        return _in_language(self.subject, language)


class Provision(models.Model):
    """That an article lets an agency do an act, for an activity and a class of goods, in a span of days."""

    class Status(models.TextChoices):
        IN_FORCE = "IN_FORCE"
        DRAFT = "DRAFT"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT, related_name="provisions")
    code = models.CharField(max_length=60)
    act = models.CharField(max_length=60)
    activity = models.CharField(max_length=30)
    goods_class = models.CharField(max_length=30)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="provisions")
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="provisions")
    status = models.CharField(max_length=10, choices=Status)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["act", "activity", "goods_class", "code"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="provision_code_once"),
            models.CheckConstraint(
                condition=Q(status__in=["IN_FORCE", "DRAFT"]), name="provision_status_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="provision_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.activity} {self.goods_class}: {self.article}"
