"""How a command asks the person at the terminal, and for a password without showing it."""

import getpass
import sys

from motcua.base.cli.voice import warn


class Asker:
    """The person at the terminal. Questions go where the answers of the command do not: a log keeps none of them."""

    @property
    def present(self) -> bool:
        """Whether somebody is there to be asked."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str) -> str:
        """One line of answer, '' where it was left empty or the input has ended."""
        try:
            sys.stderr.write(f"{question}: ")
            sys.stderr.flush()
            return input().strip()
        except EOFError:
            return ""

    def ask_secretly(self, question: str) -> str:
        """One line that is not shown while it is typed."""
        try:
            return getpass.getpass(f"{question}: ")
        except EOFError:
            return ""

    def tell(self, text: str) -> None:
        """One line between two questions."""
        warn(text)
