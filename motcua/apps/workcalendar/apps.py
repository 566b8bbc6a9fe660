"""Django's card of this app."""

from django.apps import AppConfig


class WorkCalendarConfig(AppConfig):
    name = "motcua.apps.workcalendar"
