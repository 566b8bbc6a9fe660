"""Facts, held facts, and the messages of gateways; the pages may add a fact, only the dispatcher marks it done."""

import django.db.models.deletion
import motcua.kernel.ids
from django.db import migrations, models

from motcua.base.db import rls


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.uuid7, primary_key=True, serialize=False)),
                ('gateway', models.TextField()),
                ('key', models.TextField()),
                ('state', models.TextField(choices=[('pending', 'Chờ gửi'), ('sent', 'Đã gửi'), ('acknowledged', 'Nơi nhận đã báo nhận'), ('waiting', 'Sẽ gửi lại'), ('parked', 'Cần người xem')], default='pending')),
                ('why', models.TextField(default='')),
                ('next_at', models.DateTimeField(null=True)),
                ('tries', models.IntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'next_at'], name='deliveries_by_next_try')],
                'constraints': [models.UniqueConstraint(fields=('gateway', 'key'), name='one_delivery_per_key')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('topic', models.TextField()),
                ('key', models.UUIDField()),
                ('centre_id', models.BigIntegerField()),
                ('body', models.JSONField()),
                ('at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['id'], name='facts_not_done'), models.Index(condition=models.Q(('done_at__isnull', False)), fields=['done_at'], name='facts_done')],
            },
        ),
        migrations.CreateModel(
            name='Inbox',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.uuid7, primary_key=True, serialize=False)),
                ('gateway', models.TextField()),
                ('key', models.TextField()),
                ('body', models.JSONField()),
                ('received_at', models.DateTimeField()),
                ('effect', models.TextField(default='')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('gateway', 'key'), name='one_message_per_key')],
            },
        ),
        migrations.CreateModel(
            name='Held',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subscriber', models.TextField()),
                ('key', models.UUIDField()),
                ('tries', models.IntegerField(default=0)),
                ('next_at', models.DateTimeField()),
                ('error', models.TextField(default='')),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.fact')),
            ],
            options={
                'indexes': [models.Index(fields=['next_at'], name='held_by_next_try')],
                'constraints': [models.UniqueConstraint(fields=('subscriber', 'key', 'fact'), name='held_once_per_subscriber')],
            },
        ),
        rls.centre_wall("outbox_fact", dossier="", insert_freely=True),
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON outbox_fact FROM motcua_app;
            REVOKE INSERT, UPDATE, DELETE ON outbox_held FROM motcua_app;
            """,
            migrations.RunSQL.noop,
        ),
    ]
