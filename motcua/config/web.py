"""What every worker of granian loads: the pages, in a process that does not outlive granian's main one.

Granian's workers stay and keep the port when their main process is killed; the kernel ends ours.
"""

from motcua.base.cli.lifeline import die_with_parent
from motcua.config.wsgi import application

die_with_parent()

__all__ = ["application"]
