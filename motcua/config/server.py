"""The web server: granian's main process loads the pages once, and its workers are forks that share that memory.

Loaded by each of two workers, the pages and the catalogue lay there twice: 70 MB more, and a slower start.
"""

from __future__ import annotations

import gc
import multiprocessing
import runpy
from importlib import import_module

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from django.utils.module_loading import import_string

from motcua.kernel import clock


def main() -> None:
    """Load everything, let go of the database, then serve by granian with the words of the command line."""
    import_module("motcua.config.wsgi")  # the workers find it loaded
    multiprocessing.set_start_method("fork")  # Python 3.14 would start each worker from nothing
    get_resolver().url_patterns  # noqa: B018 -- reading it imports every view
    for name in settings.READ_BEFORE_SERVING:
        import_string(name)(on=clock.local(clock.now()).date())
    connections.close_all()  # two processes must not speak on one connection
    gc.collect()
    gc.freeze()  # the collector would write into every shared page
    runpy.run_module("granian", run_name="__main__")


if __name__ == "__main__":
    main()
