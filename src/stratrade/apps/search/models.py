"""One row for everything that can be found by words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models


class Findable(models.Model):
    """Something that can be found: what it is called, where it is, and who may learn that it exists."""

    subject = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40, db_index=True)
    title = models.CharField(max_length=300)
    link = models.CharField(max_length=300)
    permission = models.CharField(max_length=60)
    owner = models.CharField(max_length=60, blank=True, db_index=True)
    key = models.TextField()
    vector = models.GeneratedField(
        expression=SearchVector("key", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="findable_by_words")]

    def __str__(self) -> str:
        return self.title
