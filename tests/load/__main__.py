"""`bin/motcua bench`: makes a database of its own, has the work done in it, and leaves nothing behind."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.base.cli import keys
from motcua.base.cli.voice import say
from motcua.config import env
from tests.load import scratch
from tests.load.goals import PAIRS

NAMES = [pair.name for pair in PAIRS]
SERVE = "motcua.config.settings.serve"
#: What the process inside runs: Django must know the scratch database before anything of ours is imported.
_INSIDE = "import sys, django; django.setup(); from tests.load.inside import main; sys.exit(main(sys.argv[1:]))"


def main(words: list[str]) -> int:
    """Run the bench; the exit status for the shell."""
    wishes = _wishes(words)
    with _folder(wishes.keep) as folder, scratch.database(keep=wishes.keep) as logins:
        keys.ensure(folder / "keys.json")
        given = {**logins, "MOTCUA_VAR": str(folder), "MOTCUA_KEYS": "", "DJANGO_SETTINGS_MODULE": SERVE}
        todo = "measure" if wishes.keep and scratch.is_filled(logins) else "fill and measure"
        if todo != "measure":
            say("Tạo cơ sở dữ liệu thử (a scratch database): bảng, danh mục, trung tâm mẫu ...")
            scratch.prepare(given)
        line = [sys.executable, "-P", "-c", _INSIDE, todo, str(wishes.rounds), str(wishes.seconds), *wishes.only]
        return subprocess.run(line, env=env.for_child(**given, MOTCUA_DB_ROLE="app"), check=False).returncode


@contextmanager
def _folder(keep: str) -> Iterator[Path]:
    """Where keys, files and logs lie meanwhile; beside those of the installation for a kept database."""
    if keep:
        kept = env.var_dir() / f"bench-{keep}"
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        yield Path(folder)


def _wishes(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/motcua bench", description="Đo các trang của Motcua so với một thước đo tối giản. (Speed in shares.)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="số vòng (rounds), 3")
    parser.add_argument("--seconds", type=float, default=6.0, help="giây mỗi phép đo (seconds per measure), 6")
    parser.add_argument("--only", nargs="*", choices=NAMES, default=NAMES, help="chỉ đo (measure only)")
    parser.add_argument("--keep", default="", metavar="NAME", type=_name, help="giữ motcua_bench_NAME để đo lại (keep)")
    return parser.parse_args(words)


def _name(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9_]{0,40}", text):
        raise argparse.ArgumentTypeError("chỉ gồm chữ thường a-z, số và dấu gạch dưới (small letters, digits, _)")
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
