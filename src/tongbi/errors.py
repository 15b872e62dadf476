"""One small tree of errors, told apart by whose fault it is.

A message says what is wrong, where, and what to try; the command line prints it as one line and exits with 2.
"""

from __future__ import annotations


class TongbiError(Exception):
    """Anything a user can mend. A bug is never one of these and keeps its traceback."""


class InputError(TongbiError):
    """The report's fault: a file that is missing, empty, binary, damaged or in no known form."""

    def __init__(self, path: object, reason: str, advice: str) -> None:
        super().__init__(f"{path}: {reason}; {advice}")
        self.path = str(path)
        self.reason = reason
        self.advice = advice

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """How it goes from one process to another."""
        return type(self), (self.path, self.reason, self.advice)


class SchemaError(TongbiError):
    """The schema file's fault; names the file, the line and the key."""


class UsageError(TongbiError):
    """The caller's fault: options or values that cannot be, or that do not go together."""


class OutputError(TongbiError):
    """The disk's fault: an output that cannot be written."""


class OutOfBounds(TongbiError):  # noqa: N818 - nobody's error: there was more to do than was allowed
    """Work that took more time or memory than it may."""
