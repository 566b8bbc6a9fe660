"""Which app answers which fact: a plain table, read once by the dispatcher."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from motcua.apps.dossiers import subscribers as dossiers
from motcua.apps.notifications import subscribers as notifications

#: Topic of the fact ("app.ClassName") → the subscribers, in the order they are called.
SUBSCRIPTIONS: Mapping[str, Sequence[Callable[..., None]]] = {
    "dossiers.DossierMoved": (notifications.dossier_moved,),
    "dossiers.PromiseReckoned": (notifications.promise_reckoned,),
    "dossiers.PromisePutOff": (notifications.promise_put_off,),
    "dossiers.SignatoryAsked": (notifications.signatory_asked,),
    "dossiers.SignatoryAnswered": (notifications.signatory_answered,),
    "organization.CentreCalendarChanged": (dossiers.centre_calendar_changed,),
    "workcalendar.CalendarChanged": (dossiers.calendar_changed,),
    "workcalendar.SittingsChanged": (dossiers.calendar_changed,),
}
