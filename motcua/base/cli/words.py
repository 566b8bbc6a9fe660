"""What a command says when a word is wrong or the disk does not let it work: in Vietnamese, with the English beside."""

import argparse
import re
from typing import NoReturn

WRONG_WORDS = 2  # the exit status that shells know for it
_SAID = (
    (re.compile(r"the following arguments are required: (.+)"), "còn thiếu {}"),
    (re.compile(r"unrecognized arguments: (.+)"), "không có lựa chọn {}"),
    (re.compile(r"argument (\S+): expected .+"), "sau {} phải có một giá trị"),
    (re.compile(r"argument (\S+): invalid \S+ value: (.+)"), "{} không nhận {}"),
    (re.compile(r"argument (\S+): invalid choice: (\S+).*"), "{} không nhận {}"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose refusals are for a person."""

    def error(self, message: str) -> NoReturn:
        """End with the refusal and where to read on."""
        self.exit(WRONG_WORDS, f"{wrong_words(self.prog, message)}\n")


def wrong_words(program: str, message: str) -> str:
    """The message of argparse, told in Vietnamese with the English beside it."""
    found = ((said.fullmatch(message), told) for said, told in _SAID)
    told = next((told.format(*match.groups()) for match, told in found if match), "lựa chọn không dùng được")
    return f"Lệnh gõ chưa đúng: {told}. ({message}) Xem: {program} --help"


def disk_trouble(cause: OSError) -> str:
    """Which file could not be read or written, and what to do."""
    return (
        f"Không đọc hoặc ghi được {cause.filename or 'tệp'}: {cause.strerror or cause}. Hãy xem quyền và chỗ trống của "
        "thư mục, hoặc đặt MOTCUA_VAR là thư mục ghi được. (Cannot read or write it: look at its rights and the free "
        "space, or set MOTCUA_VAR to a directory you may write.)"
    )
