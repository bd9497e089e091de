from django.db import migrations, models

_MOVED, _MAIN = "parties.partyaddress.party", "addresses_main"


def let_go(apps, _schema_editor):
    """Main addresses that stayed with a record at its merge go over as they do now, with the day of the merge."""
    merge = apps.get_model("parties", "Merge")
    address = apps.get_model("parties", "PartyAddress")
    for row in merge.objects.filter(undone_at=None).order_by("pk"):
        for one in address.objects.filter(party_id=row.absorbed_id, main=True, ended_at=None):
            standing = address.objects.filter(party_id=row.survivor_id, main=True, ended_at=None)
            if standing.exists():
                one.main, one.was_main_until = False, row.at
                one.was_main_of = row.absorbed.name[:300]
                row.moved = {**row.moved, _MAIN: [*row.moved.get(_MAIN, []), one.pk]}
            one.party_id = row.survivor_id
            one.save()
            row.moved = {**row.moved, _MOVED: [*row.moved.get(_MOVED, []), one.pk]}
            row.save(update_fields=["moved"])


class Migration(migrations.Migration):

    dependencies = [("parties", "0004_identity_steps")]

    operations = [
        migrations.AddField(
            model_name="partyaddress",
            name="was_main_of",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="partyaddress",
            name="was_main_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="party",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ORGANISATION", "Organisation"),
                    ("PERSON", "Person"),
                    ("VESSEL", "Vessel"),
                    ("AIRCRAFT", "Aircraft"),
                    ("BODY", "Body"),
                    ("UNKNOWN", "Unknown"),
                ],
                default="UNKNOWN",
                max_length=12,
            ),
        ),
        migrations.RunPython(let_go, migrations.RunPython.noop),
    ]
