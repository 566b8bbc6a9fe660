"""Notifications: messages, their templates and their delivery.

Doors: commands (tell, send_code, send, send_waiting, set_quiet_hours), queries (messages_of, last_code_for_demo).
A message is a row first; a job takes it out of the house afterwards, at least once, outside quiet hours. The rest is
ours.
"""
