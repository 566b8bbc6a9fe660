"""Notifications: messages, their words and their delivery.

Doors: commands (tell, apologise, send_code, send, send_waiting, set_quiet_hours, set_ways, set_wording, end_by_hand,
end_overtaken), queries (messages_of, wordings, sent_list, letters, last_code_for_demo), values, states. A message is a
row first; a job takes it out of the house afterwards, at least once, outside quiet hours, while it is true, by the next
channel where one fails. What must reach somebody ends with a clerk. The rest is ours.
"""
