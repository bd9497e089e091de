"""What accounts of treaties look for gets a column and an index; it is filled in for the declarations there are."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

_FILL = """
    UPDATE enforcement_item AS item SET substances = found.names
    FROM (
        SELECT one.id, array_agg(DISTINCT one.name) AS names
        FROM (
            SELECT i.id, left(cas.name, 40) AS name
            FROM enforcement_item i
            JOIN enforcement_declaration d ON d.id = i.declaration_id
            CROSS JOIN LATERAL jsonb_array_elements(d.content -> 'items') AS line
            CROSS JOIN LATERAL jsonb_array_elements_text(line -> 'cas') AS cas(name)
            WHERE (line ->> 'number')::int = i.number
            UNION
            SELECT i.id, split_part(candidate ->> 'entry', '.', 1)
            FROM enforcement_item i
            CROSS JOIN LATERAL jsonb_array_elements(i.entries) AS candidate
            WHERE candidate ->> 'status' IN ('met', 'open')
              AND (candidate ->> 'entry' LIKE 'CWC-%' OR candidate ->> 'entry' LIKE '0%')
        ) AS one
        GROUP BY one.id
    ) AS found
    WHERE found.id = item.id
"""


def fill(apps, schema_editor):
    """Read them from what was declared and judged."""
    del apps
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_FILL)


class Migration(migrations.Migration):

    dependencies = [("enforcement", "0005_general")]

    operations = [
        migrations.AddField(
            model_name="item",
            name="substances",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), default=list, size=None
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="item",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("substances", []), _negated=True),
                fields=["substances"],
                name="declaration_item_substances",
            ),
        ),
    ]
