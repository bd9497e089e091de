"""Self-assessments without an account; a finished one never changes."""

import django.db.models.deletion
import stratrade.apps.audit.identity
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION classification_refuse_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a finished self-assessment never changes'
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER classification_finished_no_change BEFORE UPDATE ON classification_selfassessment
    FOR EACH ROW WHEN (OLD.status = 'FINISHED') EXECUTE FUNCTION classification_refuse_finished();
"""
BACKWARD = """
DROP TRIGGER classification_finished_no_change ON classification_selfassessment;
DROP FUNCTION classification_refuse_finished();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('classification', '0002_rulings'),
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SelfAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=stratrade.apps.audit.identity.uuid7, editable=False, unique=True)),
                ('code_digest', models.CharField(max_length=64, unique=True)),
                ('status', models.CharField(choices=[('OPEN', 'Open'), ('FINISHED', 'Finished')], default='OPEN', max_length=8)),
                ('description', models.CharField(max_length=2000)),
                ('hs', models.CharField(blank=True, max_length=14)),
                ('cas', models.CharField(blank=True, max_length=20)),
                ('answers', models.JSONField(default=dict)),
                ('unknown', models.JSONField(default=list)),
                ('edition', models.CharField(max_length=64)),
                ('engine_version', models.CharField(blank=True, max_length=20)),
                ('outcome', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('expires_on', models.DateField(db_index=True)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('finished_at__isnull', True), ('status', 'OPEN')), models.Q(('file__isnull', False), ('finished_at__isnull', False), ('status', 'FINISHED')), _connector='OR'), name='self_assessment_finished_is_whole')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
