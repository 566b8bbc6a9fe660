import motcua.base.db.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0013_until_when_to_answer'),
    ]

    operations = [
        migrations.AddField(
            model_name='component',
            name='claim',
            field=motcua.base.db.fields.EncryptedText(null=True),
        ),
        migrations.AlterField(
            model_name='component',
            name='state',
            field=models.CharField(choices=[('promised', 'Sẽ nộp'), ('given', 'Đã nộp'), ('checked', 'Đạt'), ('faulty', 'Chưa đạt'), ('waived', 'Không phải nộp'), ('claimed', 'Người nộp báo không cần')], max_length=12),
        ),
    ]
