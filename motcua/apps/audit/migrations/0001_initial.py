"""The log: entries, looks and seals; nobody who serves may change or remove a row of them."""

import django.contrib.postgres.fields
import motcua.apps.audit.models
import motcua.kernel.ids
from django.db import migrations, models

from motcua.base.db import rls


SERVER_VALUES = migrations.RunSQL(
    """
    CREATE SEQUENCE audit_entry_seq;
    CREATE SEQUENCE audit_epoch_number;
    SELECT setval('audit_epoch_number', 1);
    REVOKE ALL ON SEQUENCE audit_epoch_number FROM motcua_app, motcua_system;
    GRANT SELECT ON SEQUENCE audit_epoch_number TO motcua_app;
    GRANT SELECT, UPDATE ON SEQUENCE audit_epoch_number TO motcua_system;
    CREATE FUNCTION audit_epoch() RETURNS integer LANGUAGE sql STABLE AS
        'SELECT last_value::integer FROM audit_epoch_number';
    """,
    "DROP FUNCTION audit_epoch(); DROP SEQUENCE audit_epoch_number; DROP SEQUENCE audit_entry_seq;",
)

#: Rights beside the triggers: the log grows, only the sealer seals, and nobody chooses the place of an entry.
GROWS_ONLY = migrations.RunSQL(
    """
    REVOKE UPDATE, DELETE ON audit_entry, audit_look, audit_seal FROM motcua_app, motcua_system;
    REVOKE INSERT ON audit_seal FROM motcua_app;
    REVOKE INSERT ON audit_entry FROM motcua_app, motcua_system;
    GRANT INSERT (id, at, command, actor, account_id, acting_for, ids, outcome, centre_id)
        ON audit_entry TO motcua_app, motcua_system;
    """,
    migrations.RunSQL.noop,
)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        SERVER_VALUES,
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('batch', models.BigIntegerField(primary_key=True, serialize=False)),
                ('epoch', models.IntegerField()),
                ('hi_xid', motcua.apps.audit.models.TransactionId()),
                ('hi_seq', models.BigIntegerField()),
                ('n', models.IntegerField()),
                ('root', models.BinaryField()),
                ('chain', models.BinaryField()),
                ('sealed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.uuid7, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField(db_default=motcua.apps.audit.models.OfServer(function="nextval('audit_entry_seq'::regclass)"))),
                ('xid', motcua.apps.audit.models.TransactionId(db_default=motcua.apps.audit.models.OfServer(function='pg_current_xact_id()'))),
                ('epoch', models.IntegerField(db_default=motcua.apps.audit.models.OfServer(function='audit_epoch()'))),
                ('at', models.DateTimeField()),
                ('command', models.TextField()),
                ('actor', models.TextField()),
                ('account_id', models.BigIntegerField(null=True)),
                ('acting_for', models.BigIntegerField(null=True)),
                ('ids', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('outcome', models.TextField()),
                ('centre_id', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['epoch', 'xid', 'seq'], name='entries_in_seal_order'), models.Index(fields=['centre_id', '-at'], name='entries_of_a_centre')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.uuid7, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor', models.TextField()),
                ('account_id', models.BigIntegerField(null=True)),
                ('what', models.TextField()),
                ('dossier_id', models.UUIDField(null=True)),
                ('centre_id', models.BigIntegerField(null=True)),
                ('detail', models.TextField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('dossier_id__isnull', False)), fields=['dossier_id', '-at'], name='looks_at_a_dossier'), models.Index(fields=['centre_id', '-at'], name='looks_at_a_centre')],
            },
        ),
        rls.append_only("audit_entry"),
        rls.append_only("audit_look"),
        rls.append_only("audit_seal"),
        rls.centre_wall("audit_entry", dossier="", insert_freely=True),
        rls.centre_wall("audit_look", insert_freely=True),
        GROWS_ONLY,
    ]
