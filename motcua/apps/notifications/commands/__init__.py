"""Commands of notifications: write a message, send it, and steer how a centre's messages go and what they say."""

from motcua.apps.notifications.commands.sending import (
    end_overtaken,
    forget_codes,
    send,
    send_code_message,
    send_waiting,
)
from motcua.apps.notifications.commands.steering import (
    WordingRefused,
    end_by_hand,
    set_quiet_hours,
    set_ways,
    set_wording,
)
from motcua.apps.notifications.commands.telling import apologise, send_code, tell, tell_answer, tell_move, tell_new_date
from motcua.apps.notifications.commands.tidying import forget_outgoing

__all__ = [
    "WordingRefused",
    "apologise",
    "end_by_hand",
    "end_overtaken",
    "forget_codes",
    "forget_outgoing",
    "send",
    "send_code",
    "send_code_message",
    "send_waiting",
    "set_quiet_hours",
    "set_ways",
    "set_wording",
    "tell",
    "tell_answer",
    "tell_move",
    "tell_new_date",
]
