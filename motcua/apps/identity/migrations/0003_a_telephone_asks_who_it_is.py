"""A telephone with several people: whoever has shown its code says who they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_codes_confirm_too"),
    ]

    operations = [
        migrations.AlterField(
            model_name="onetimecode",
            name="purpose",
            field=models.CharField(
                choices=[("sign-in", "Đăng nhập"), ("confirm", "Xác nhận"), ("who", "Hỏi là ai")], max_length=12
            ),
        ),
    ]
