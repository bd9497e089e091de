"""When it was worked out what a proposed edition changes, and how far that is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lists", "0003_files")]

    operations = [
        migrations.AddField("proposal", "impact_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("proposal", "impact_done", models.PositiveIntegerField(default=0)),
    ]
