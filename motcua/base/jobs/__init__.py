"""Work asked for by name in the present transaction, done later by a worker under the centre's scope.

`later` defers, `task` registers; every task is idempotent, since a job whose worker died runs again.
"""

from motcua.base.jobs.parked import Parked, has_failed, parked, try_again
from motcua.base.jobs.tasks import MAX_ATTEMPTS, NoSuchTask, at_night, later, task

__all__ = [
    "MAX_ATTEMPTS",
    "NoSuchTask",
    "Parked",
    "at_night",
    "has_failed",
    "later",
    "parked",
    "task",
    "try_again",
]
