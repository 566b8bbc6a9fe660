"""A message that was overtaken by its dossier is neither sent nor failed, so it has a state of its own."""

from django.db import migrations, models

from motcua.apps.notifications.states import MessageState

#: Going back, such a message counts as one that never went; the owner's wall is lifted for that one statement.
BACK = (
    "ALTER TABLE notifications_message NO FORCE ROW LEVEL SECURITY;"
    " UPDATE notifications_message SET state = 'failed' WHERE state = 'overtaken';"
    " ALTER TABLE notifications_message FORCE ROW LEVEL SECURITY;"
)


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_wordings_ways_and_apologies")]

    operations = [
        migrations.RemoveConstraint(model_name="message", name="notifications_message_known_state"),
        migrations.RunSQL(migrations.RunSQL.noop, BACK),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=list(MessageState)), name="notifications_message_known_state"
            ),
        ),
    ]
