"""What a draft says of filing for somebody else."""

from __future__ import annotations

from typing import Final

#: The key of the paper that proves it: no version's paper has it.
REPRESENTATION: Final = "representation"
