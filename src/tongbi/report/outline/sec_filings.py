"""Whose a filing to the SEC is and which fiscal year it is for, by its cover."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tongbi.report.outline import english_organisation

# “(Exact name of registrant as specified in its charter)”, and as issuer, company, small business issuer, as it appears in its articles …
_CHARTER = re.compile(r"\(?\s*(?:the )?exact (?:legal |corporate )?name\b[^()]{0,90}\)?", re.IGNORECASE)
_FORM = re.compile(r"\bform\s+(?:10|20|40)\s?-?\s?[kf]", re.IGNORECASE)
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_ENDED = re.compile(rf"\b(?:fiscal )?years? ended:?\s*({'|'.join(_MONTHS)})\s+(\d{{1,2}}),?\s+((?:19|20)\d\d)", re.IGNORECASE)
_FISCAL = r"\bfiscal (?:year )?{year}\b"
# A year of 52 or 53 weeks may end in the first days of the next month; retailers' years end about the end of January.
_EARLY = "02-07"


def is_filing(cover: Sequence[str]) -> bool:
    """Whether a cover says that the report is a form of the SEC's, or whose name is “exact”."""
    return any(_FORM.search(line) or _CHARTER.search(line) for line in cover)


def registrant(cover: Sequence[str], declared: str = "") -> str:
    """The name that a filing declares, as its cover prints it where that has more (THE LAMP COMPANY, INC.); of one that declares none the
    cover's.
    """
    printed = _printed(cover)
    return printed if not declared or printed.lower().endswith(f" {declared.lower()}") else declared


def _printed(cover: Sequence[str]) -> str:
    """The name above “(Exact name of registrant as specified in its charter)”, or behind it and a colon, else the first company's
    name; "" for no filing.
    """
    for at, line in enumerate(cover):
        found = _CHARTER.search(line)
        if found:
            behind = line[found.start() :].partition(":")[2].strip(" ()")
            return behind or line[: found.start()].strip() or (cover[at - 1].strip() if at else "")
    return english_organisation.filer(cover) if is_filing(cover) else ""


def period_end(cover: Sequence[str]) -> str:
    """The day of “for the fiscal year ended …” as an ISO date; "" where the cover does not say it."""
    found = next((match for line in cover if (match := _ENDED.search(line))), None)
    return f"{found[3]}-{_MONTHS.index(found[1].lower()) + 1:02}-{int(found[2]):02}" if found else ""


def fiscal_year(ended: str, text: str) -> int | None:
    """The fiscal year that ended on a day (ISO date); None for "".

    One that ends in January or early February is called by either year (fiscal 2024 of Home Depot ended on February 2, 2025, that of
    NVIDIA on January 28, 2024): by the one that the text speaks of more, and by the earlier one where it speaks of neither.
    """
    if not ended:
        return None
    year = int(ended[:4])
    if ended[5:] > _EARLY:
        return year
    told = {one: len(re.findall(_FISCAL.format(year=one), text, re.IGNORECASE)) for one in (year - 1, year)}
    return max(told, key=lambda one: told[one])
