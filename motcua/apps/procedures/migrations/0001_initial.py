"""Tables of the catalogue; versions only grow."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.base.db import rls


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=0)),
                ('stamp', models.UUIDField()),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True)),
                ('title', models.TextField()),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procedures', to='procedures.field')),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('only_centre', models.BigIntegerField()),
                ('listed', models.BooleanField(default=True)),
                ('counter_text', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('changed_by', models.CharField(max_length=80)),
                ('changed_at', models.DateTimeField()),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='procedures.procedure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('only_centre', 'procedure'), name='one_posting_per_centre')],
            },
        ),
        migrations.CreateModel(
            name='FactSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('only_centre', models.BigIntegerField(null=True)),
                ('path', models.CharField(max_length=40)),
                ('value', models.JSONField()),
                ('source', models.TextField()),
                ('set_by', models.CharField(max_length=80)),
                ('set_at', models.DateTimeField()),
                ('signed_by', models.CharField(blank=True, max_length=80)),
                ('signed_at', models.DateTimeField(null=True)),
                ('retired_by', models.CharField(blank=True, max_length=80)),
                ('retired_at', models.DateTimeField(null=True)),
                ('retired_reason', models.TextField(blank=True)),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts_set', to='procedures.procedure')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('signed_by', models.F('set_by')), _negated=True), models.Q(('signed_by', ''), ('signed_at__isnull', False), _connector='XOR')), name='a_fact_is_signed_by_another'), models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True), ('signed_at__isnull', False)), fields=('procedure', 'only_centre', 'path'), name='one_fact_counts', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('only_centre', models.BigIntegerField(null=True)),
                ('decision', models.CharField(blank=True, max_length=200)),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=20)),
                ('document', models.JSONField()),
                ('settled', models.JSONField(default=dict)),
                ('texts', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('texts_digest', models.CharField(blank=True, max_length=64)),
                ('made_by', models.CharField(max_length=80)),
                ('made_at', models.DateTimeField()),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='procedures.procedure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('procedure', 'number'), name='one_number_per_procedure'), models.CheckConstraint(condition=models.Q(('effective_to__isnull', True), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='version_ends_after_it_begins')],
            },
        ),
        rls.append_only("procedures_version"),
        rls.never_deleted("procedures_procedure"),
        rls.never_deleted("procedures_factset"),
        rls.immutable_columns(
            "procedures_factset",
            "procedure_id", "path", "value", "source", "set_by", "set_at", "signed_at", "retired_at",
        ),
    ]
