from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("nation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="facility", name="parts", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="facility", name="level", field=models.CharField(blank=True, max_length=40)
        ),
        migrations.AddField(
            model_name="facility", name="scope", field=models.CharField(blank=True, max_length=300)
        ),
    ]
