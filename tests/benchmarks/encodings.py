"""How often the encoding of a short text is told right: pieces of 8, 40 and 200 characters in each encoding, and the time a piece takes.

Run with `python tests/benchmarks/encodings.py`. Pieces are cut from the texts of `reports/`, and from real ones where they lie beside the
checkout; Big5 is given what it can hold of them in traditional characters. charset-normalizer with the same candidates stands beside it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from charset_normalizer import from_bytes

from tongbi.language import folding
from tongbi.language.folding import han_share
from tongbi.readers import encodings

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "liunan"
LENGTHS = (8, 40, 200)
CODECS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
CANDIDATES = ["utf_8", "gb18030", "big5", "utf_16_le", "utf_16_be", "cp1252"]
PIECES = 400
CHINESE = 0.3
TRADITIONAL = {simple: old for old, simple in ((chr(key), chr(value)) for key, value in folding._TO_SIMPLIFIED.items())}


def texts() -> str:
    """All Chinese texts in one, without blanks."""
    found = [ours(path.read_bytes()) or "" for path in (*sorted((ROOT / "reports").rglob("*.txt")), *sorted(CORPUS.glob("*.txt")))]
    return "".join("".join(text.split()) for text in found if han_share(text) > CHINESE)


def pieces(text: str, length: int, codec: str) -> list[str]:
    """Cuts of a text, evenly spread, as an encoding can hold them."""
    if codec == "big5":
        text = "".join(TRADITIONAL.get(char, char) for char in text).encode("big5", "ignore").decode("big5")
    step = max(1, (len(text) - length) // PIECES)
    return [text[at : at + length] for at in range(0, len(text) - length, step)]


def ours(raw: bytes) -> str | None:
    found = encodings.decode(raw)
    return found.text if found else None


def library(raw: bytes) -> str | None:
    found = from_bytes(raw, cp_isolation=CANDIDATES).best()
    return str(found) if found else None


def main() -> None:
    text = texts()
    decoders: dict[str, Callable[[bytes], str | None]] = {"tongbi": ours, "charset-normalizer": library}
    sys.stdout.write(f"{'':20}{'encoding':12}" + "".join(f"{length:>8}" for length in LENGTHS) + "      ms\n")
    for name, decode in decoders.items():
        for codec in CODECS:
            shares, begin, count = [], time.perf_counter(), 0
            for length in LENGTHS:
                cuts = pieces(text, length, codec)
                shares.append(sum(decode(cut.encode(codec)) == cut for cut in cuts) / len(cuts))
                count += len(cuts)
            spent = 1000 * (time.perf_counter() - begin) / count
            sys.stdout.write(f"{name:20}{codec:12}" + "".join(f"{share:8.1%}" for share in shares) + f"{spent:8.2f}\n")


if __name__ == "__main__":
    main()
