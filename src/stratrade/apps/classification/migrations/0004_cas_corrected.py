"""The CAS number of goods under a ruling may be corrected; what was stated stays beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("classification", "0003_self_assessment")]

    operations = [
        migrations.AddField("rulingitem", "cas_stated", models.CharField(blank=True, default="", max_length=20), preserve_default=False),
        migrations.AddField("rulingitem", "cas_reason", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddConstraint(
            "rulingitem",
            models.CheckConstraint(
                condition=models.Q(cas_stated="") | ~models.Q(cas_reason=""),
                name="ruling_cas_corrected_with_reason",
            ),
        ),
    ]
