"""The demonstration centre: Xã Suối Mẫu with its people, its catalogue facts and about 120 dossiers of 60 days.

Everything is made by the commands the pages use, at moments inside the office's hours, from one seed: the same
seed gives the same people, the same stories and the same counts on any day. Names, numbers and telephones are
made up and look it ("Mẫu", 999…, 0000…).
"""

from motcua.surfaces.console.episodes.demo.codes import NotDemonstration, present_code, present_link
from motcua.surfaces.console.episodes.demo.making import SEED, AlreadyThere, Made, make

__all__ = ["SEED", "AlreadyThere", "Made", "NotDemonstration", "make", "present_code", "present_link"]
