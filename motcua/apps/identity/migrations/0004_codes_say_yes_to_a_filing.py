"""A code may also be the filer's yes to what somebody else typed; it opens nothing else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_a_telephone_asks_who_it_is")]

    operations = [
        migrations.AlterField(
            model_name="onetimecode",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("sign-in", "Đăng nhập"),
                    ("confirm", "Xác nhận"),
                    ("who", "Hỏi là ai"),
                    ("file", "Đồng ý nộp"),
                ],
                max_length=12,
            ),
        ),
    ]
