"""The first tables of identity."""

import django.db.models.deletion
import motcua.base.db.fields
import motcua.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Tries',
            fields=[
                ('key', models.BinaryField(primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('count', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('staff', 'Cán bộ'), ('citizen', 'Người dân')], max_length=10)),
                ('username', models.CharField(max_length=60, null=True)),
                ('name', motcua.base.db.fields.EncryptedText()),
                ('password', models.CharField(default='!', max_length=200)),
                ('totp_secret', motcua.base.db.fields.EncryptedText(null=True)),
                ('totp_confirmed_at', models.DateTimeField(null=True)),
                ('totp_last_step', models.BigIntegerField(null=True)),
                ('active', models.BooleanField(default=True)),
                ('phone', motcua.base.db.fields.EncryptedText(null=True)),
                ('phone_index', models.BinaryField(null=True)),
                ('number', motcua.base.db.fields.EncryptedText(null=True)),
                ('number_index', models.BinaryField(null=True)),
                ('created_at', models.DateTimeField()),
                ('demo', models.BooleanField(default=False)),
                ('language', models.CharField(default='vi', max_length=5)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('username',), name='one_account_per_username'), models.UniqueConstraint(fields=('phone_index', 'number_index'), name='one_account_per_phone_and_number'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'staff'), ('username__isnull', False)), models.Q(('kind', 'citizen'), ('number_index__isnull', False), ('phone_index__isnull', False)), _connector='OR'), name='account_can_be_found')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.uuid7, primary_key=True, serialize=False)),
                ('token_hash', models.BinaryField(unique=True)),
                ('created_at', models.DateTimeField()),
                ('last_seen', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('second_factor_at', models.DateTimeField(null=True)),
                ('centre_id', models.BigIntegerField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('device', models.CharField(default='', max_length=80)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.account')),
            ],
        ),
        migrations.CreateModel(
            name='OneTimeCode',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.uuid7, primary_key=True, serialize=False)),
                ('phone_index', models.BinaryField()),
                ('code_hash', models.BinaryField()),
                ('purpose', models.CharField(choices=[('sign-in', 'Đăng nhập')], max_length=12)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries', models.SmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.account')),
            ],
            options={
                'indexes': [models.Index(fields=['phone_index', '-created_at'], name='code_by_phone')],
            },
        ),
    ]
