"""Which roles enter which pages of the desk; what each may do inside is asked of the apps' policies."""

from __future__ import annotations

from motcua.kernel.actor import Role

#: Everybody who works at a centre: they have a desk, if only with their own few links.
OFFICERS = tuple(role for role in Role if role not in {Role.CITIZEN, Role.DEVICE})
#: Those who may open dossiers of their centre; an auditor reads.
INSIDE = (
    Role.CLERK,
    Role.SPECIALIST,
    Role.LEADER,
    Role.RECORDS,
    Role.DIRECTOR,
    Role.AUDITOR,
    Role.SECONDED,
)
#: Those who receive at the counter.
RECEIVERS = (Role.CLERK,)
#: Those who mend what was written down of somebody.
MENDERS = (Role.CLERK, Role.SPECIALIST, Role.SECONDED)
#: Those who bring in lists of dossiers that other systems hold.
IMPORTERS = (Role.CLERK, Role.DIRECTOR)
#: Those who hand out papers; an auditor reads and hands out nothing.
PRINTERS = tuple(role for role in INSIDE if role is not Role.AUDITOR)
