"""Words for those a measure is aimed at can be changed as sets of items can."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0008_standing_answers")]

    operations = [
        migrations.AlterField(
            model_name="rulechange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ADD", "Add"),
                    ("CHANGE", "Change"),
                    ("CLOSE", "Close"),
                    ("LIST", "List"),
                    ("PEOPLE", "People"),
                ],
                max_length=6,
            ),
        ),
        migrations.RemoveConstraint(model_name="rulechange", name="rule_change_kind_known"),
        migrations.AddConstraint(
            model_name="rulechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["ADD", "CHANGE", "CLOSE", "LIST", "PEOPLE"])),
                name="rule_change_kind_known",
            ),
        ),
    ]
