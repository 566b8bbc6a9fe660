"""Make the shipped catalogue: facts of the commune-level procedures, out of the full rows of the national portal.

    python tools/catalogue_facts.py ../shared/data/procedures.jsonl

Writes motcua/apps/procedures/data/catalogue.jsonl, sorted by code, and prints the counts to be compared.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from motcua.apps.procedures.rules.distil import distil  # noqa: E402
from motcua.apps.procedures.rules.document import canonical  # noqa: E402

TARGET = ROOT / "motcua/apps/procedures/data/catalogue.jsonl"
#: Customs, tax, treasury, border guard and courts do their own business; no commune centre receives it.
OTHERS = frozenset({"Hải quan", "Thuế", "Kho bạc Nhà nước", "Quản lý biên giới", "Tòa án"})


def main(source: str) -> None:
    """Read the full rows, keep the facts of ours, write them and say how many."""
    rows = [json.loads(line) for line in Path(source).read_text("utf-8").splitlines() if line.strip()]
    documents = sorted(
        (distil(row) for row in rows if row["field"] not in OTHERS), key=lambda document: str(document["code"])
    )
    TARGET.write_text("".join(canonical(document) + "\n" for document in documents), "utf-8")
    full = sum(bool(document.get("full")) for document in documents)
    print(f"{len(documents)} procedures, {full} full, {TARGET.stat().st_size // 1024} KiB -> {TARGET.name}")


if __name__ == "__main__":
    main(sys.argv[1])
