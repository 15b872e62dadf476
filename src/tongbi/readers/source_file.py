"""What a reader is given: a file's path, its bytes and what reading it may cost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tongbi.config import Limits
from tongbi.errors import InputError
from tongbi.model import Source


@dataclass(frozen=True, slots=True)
class File:
    """A file as read from the disk or from a package; `path` is what messages call it."""

    path: Path
    raw: bytes
    limits: Limits

    def check_pages(self, count: int) -> None:
        """InputError when a file has more pages than its limit."""
        if count > self.limits.max_pages:
            reason = f"{count} pages, more than {self.limits.max_pages}"
            raise InputError(self.path, reason, "check that it is a report, or allow more with --max-pages")

    def source(self, form: str, encoding: str | None = None) -> Source:
        """The record of where a document came from; `form` is what the content is (txt, docx …)."""
        return Source(str(self.path), form, encoding, hashlib.sha256(self.raw).hexdigest())
