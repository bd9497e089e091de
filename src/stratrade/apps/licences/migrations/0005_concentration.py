from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("licences", "0004_ended_registrations")]

    operations = [
        migrations.AddField(
            model_name="line",
            name="concentration_pct",
            field=models.DecimalField(decimal_places=3, max_digits=6, null=True),
        ),
    ]
