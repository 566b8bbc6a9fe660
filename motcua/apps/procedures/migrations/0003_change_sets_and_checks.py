"""Decisions come as change sets that a second person approves; checks and the words nobody could answer are kept."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.base.db import rls


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0002_posting_book'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeepingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_days', models.PositiveIntegerField(default=180)),
                ('changed_by', models.CharField(blank=True, max_length=80)),
                ('changed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='version',
            name='repeals',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='ChangeSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(max_length=200)),
                ('issuer', models.CharField(max_length=200)),
                ('decided_on', models.DateField()),
                ('effective_from', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('problems', models.JSONField(default=list)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('prepared_by', models.CharField(max_length=80)),
                ('prepared_at', models.DateTimeField()),
                ('approved_by', models.CharField(blank=True, max_length=80)),
                ('approved_at', models.DateTimeField(null=True)),
                ('holds_from', models.DateField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=80)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('rehearsal_asked_at', models.DateTimeField(null=True)),
                ('rehearsed_at', models.DateTimeField(null=True)),
                ('rehearsal', models.JSONField(null=True)),
                ('undoes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='procedures.changeset')),
            ],
        ),
        migrations.CreateModel(
            name='ChangeRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=20)),
                ('action', models.CharField(max_length=8)),
                ('facts', models.JSONField(default=dict)),
                ('basis', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.version')),
                ('change_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='procedures.changeset')),
            ],
        ),
        migrations.AddField(
            model_name='version',
            name='change_set',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='procedures.changeset'),
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300)),
                ('checked_by', models.CharField(max_length=80)),
                ('checked_at', models.DateTimeField()),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='procedures.procedure')),
            ],
        ),
        migrations.CreateModel(
            name='Miss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('words', models.CharField(max_length=200)),
                ('strange', models.PositiveSmallIntegerField()),
                ('count', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'words', 'strange'), name='one_miss_a_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='changeset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by', models.F('prepared_by')), _negated=True), models.Q(('approved_by', ''), ('approved_at__isnull', False), _connector='XOR')), name='a_change_set_is_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='changeset',
            constraint=models.CheckConstraint(condition=models.Q(('approved_at__isnull', True), ('holds_from__isnull', False), _connector='OR'), name='an_approved_change_set_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='changerow',
            constraint=models.UniqueConstraint(fields=('change_set', 'code'), name='one_row_per_procedure'),
        ),
        rls.never_deleted("procedures_changeset"),
        rls.never_deleted("procedures_changerow"),
        rls.append_only("procedures_check"),
        rls.immutable_columns(
            "procedures_changeset",
            "decision", "issuer", "decided_on", "effective_from", "source", "undoes_id", "prepared_by", "prepared_at",
            "approved_at", "holds_from", "withdrawn_at",
        ),
        rls.immutable_columns("procedures_changerow", "change_set_id", "line", "code", "action", "facts"),
    ]
