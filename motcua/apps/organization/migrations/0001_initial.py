"""The first tables of organization."""

import django.db.models.deletion
import motcua.base.db.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('identity', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('level', models.CharField(max_length=20)),
                ('known', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('commune_name', models.CharField(max_length=120)),
                ('commune_code', models.CharField(max_length=20)),
                ('province_name', models.CharField(max_length=120)),
                ('province_code', models.CharField(max_length=20)),
                ('calendar', models.CharField(max_length=60)),
                ('address', models.CharField(default='', max_length=300)),
                ('phone', models.CharField(default='', max_length=30)),
                ('hours', models.CharField(default='', max_length=300)),
                ('demo', models.BooleanField(default=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.agency')),
            ],
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.SmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('fields', models.JSONField(default=list)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.centre')),
            ],
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('citizen', 'CITIZEN'), ('guide', 'GUIDE'), ('clerk', 'CLERK'), ('specialist', 'SPECIALIST'), ('leader', 'LEADER'), ('records', 'RECORDS'), ('director', 'DIRECTOR'), ('province', 'PROVINCE'), ('keeper', 'KEEPER'), ('administrator', 'ADMINISTRATOR'), ('auditor', 'AUDITOR'), ('volunteer', 'VOLUNTEER'), ('seconded', 'SECONDED'), ('device', 'DEVICE')], max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('fields', models.JSONField(default=list)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.centre')),
                ('reports_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.position')),
            ],
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.account')),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.position')),
            ],
        ),
        migrations.CreateModel(
            name='Substitution',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('reason', motcua.base.db.fields.EncryptedText()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.account')),
                ('holding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.holding')),
            ],
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('level', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit')),
            ],
        ),
        migrations.AddField(
            model_name='agency',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit'),
        ),
        migrations.AddIndex(
            model_name='centre',
            index=models.Index(fields=['province_code'], name='centre_by_province'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.UniqueConstraint(fields=('centre', 'number'), name='one_counter_per_number'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='holding_ends_after_since'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='substitution_ends_after_since'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(fields=('code', 'valid_from'), name='one_unit_per_code_and_day'),
        ),
    ]
