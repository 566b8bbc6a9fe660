"""A code may also be the filer's yes to what somebody else typed; it opens nothing else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_codes_confirm_too")]

    operations = [
        migrations.AlterField(
            model_name="onetimecode",
            name="purpose",
            field=models.CharField(
                choices=[("sign-in", "Đăng nhập"), ("confirm", "Xác nhận"), ("file", "Đồng ý nộp")], max_length=12
            ),
        ),
    ]
