"""The bytes of a web page → its tree: encoding, and bounds on what the parser is given."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tongbi.errors import InputError
from tongbi.readers import encodings, front_matter
from tongbi.readers.html import inline_xbrl, style_sheets
from tongbi.readers.html.inline_xbrl import Tags
from tongbi.readers.source_file import File

_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z][\w.:-]{1,30})""")
_HEAD, _TOO_FEW = 4_096, 40
# What pages say → what they mean, as browsers read it: whoever declares GB2312 writes GBK, whoever declares Latin-1 writes Windows-1252.
_MEANT = {
    **dict.fromkeys(("gb2312", "gbk", "hz", "x-gbk", "gb_2312-80", "gb18030", "cp936"), "gb18030"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252"), "cp1252"),
    **dict.fromkeys(("utf8", "utf-8", "utf-16", "unicode"), "utf-8"),  # a declaration that can be read as bytes is no UTF-16
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950"), "big5"),
}
# The parser takes time by the square of the depth (0.2 s at 10,000, 33 s at 100,000), and makes open formatting anew in every block.
DEEPEST = 15_000
_MOST_MADE = 3_000_000
_SUSPICIOUS = 300
# By the square of the attributes of one element as well: 3 s at 40,000; pages have some tens, and long ones that hold pictures.
_MOST_ATTRIBUTES, _LONG_TAG = 5_000, 10_000
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PIECE = 1 << 13
_UNCOUNTED = ("<br", "<BR", "<!", "/>", "<img", "<IMG")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_NEVER_OPEN_WORDS = """
area base br col embed hr img input link meta param source track wbr p li dd dt tr td th option tbody thead tfoot html
head body
"""
_NEVER_OPEN = frozenset(_NEVER_OPEN_WORDS.split())
_FORMATTING_WORDS = """
a b big code em font i nobr s small strike strong tt u
"""
_FORMATTING = frozenset(_FORMATTING_WORDS.split())
_BLOCKS_WORDS = """
p div li td h1 h2 h3 h4 h5 h6 ul ol dl dd dt center blockquote section article
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
# Where pages keep text that their scripts put in place.
_LATER = "script,textarea,template,noscript"
# Raw text that is no text of the page, and parts that no reader of the page sees.
_UNSEEN = (
    "script,style,template,noscript,iframe,noembed,noframes,xmp,plaintext,svg,object,ix\\:header,[hidden],"
    '[style*="display:none" i],[style*="display: none" i]'
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree without scripts, styles and hidden parts.

    `text` is its source without the front matter above it, which is `told`, `tags` what it declares of its numbers.
    """

    text: str
    encoding: str
    doubtful: bool
    tree: LexborHTMLParser
    body: LexborNode
    tags: Tags
    told: Mapping[str, str]


def parse(file: File) -> Page:
    """The tree of a page; InputError for bytes that are no text and for one nested without end."""
    decoded, encoding, doubtful = _decoded(file)
    told, text = front_matter.parted(decoded)
    bound(file, text)
    tree = LexborHTMLParser(text)
    body = tree.body
    if body is None:
        raise InputError(file.path, "a page without a body", "save the article's own page again")
    tags = inline_xbrl.read(tree, text)
    style_sheets.apply(tree)
    for node in body.css(_UNSEEN):
        node.decompose()
    return Page(text, encoding, doubtful, tree, body, tags, told)


def sentences_to_come(page: Page) -> int:
    """How many Chinese sentences stand in a page's scripts and fields to write in, be they escaped."""
    texts = [node.html or "" for node in LexborHTMLParser(page.text).css(_LATER)]
    return sum(text.count("。") + text.lower().count("\\u3002") for text in texts)


def _decoded(file: File) -> tuple[str, str, bool]:
    """The text, its encoding and whether that was a guess. What the page declares counts where nothing better is known."""
    raw = file.raw
    marked = raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = None if marked else _declared(raw)
    found = encodings.decode(raw) if raw.strip() else None
    if declared is not None and found is not None and found.encoding != "utf-8" and _foreign(raw) <= _TOO_FEW:
        return *declared, False
    if declared is not None and (found is None or found.doubtful):
        return *declared, False
    if found is None:
        raise InputError(file.path, "binary or in no known text encoding", "save the page again as UTF-8")
    return found.text, found.encoding, found.doubtful


def _foreign(raw: bytes) -> int:
    """How many bytes are not ASCII: a few tell no encoding."""
    return len(raw.translate(None, bytes(range(128))))


def _declared(raw: bytes) -> tuple[str, str] | None:
    """The text in the encoding that the page declares, where every byte of it can be read so."""
    for name in _DECLARED.findall(raw[:_HEAD]):
        said = name.decode("ascii").lower()
        try:
            codec = codecs.lookup(_MEANT.get(said, said)).name
            return raw.decode(codec), codec
        except (LookupError, ValueError):
            continue
    return None


def bound(file: File, text: str) -> None:
    """InputError for a page whose nesting or attributes would keep the parser busy without end.

    Most pages pass on counting the tags that are still open at a few places; only one where that looks odd is gone through.
    """
    if text.count("<") > _SUSPICIOUS and _open_at_most(text) > _SUSPICIOUS:
        deepest, made = _nesting(text)
        if deepest > DEEPEST or made > _MOST_MADE:
            raise InputError(file.path, "its parts are nested without end", "save the article's own page again")
    if any(_attributes(part) > _MOST_ATTRIBUTES for part in text.split("<") if len(part) > _LONG_TAG):
        raise InputError(file.path, "a part of it has attributes without end", "save the article's own page again")


def _attributes(part: str) -> int:
    """How many attributes a tag has at the most; `part` goes from its beginning to that of the next."""
    return len(_QUOTED.sub(" ", part).partition(">")[0].replace("/", " ").split())


def _open_at_most(text: str) -> int:
    """The most tags open at the end of any piece; those that need no closing are counted as open."""
    still, most = 0, 0
    for start in range(0, len(text), _PIECE):
        piece = text[start : start + _PIECE]
        closed = 2 * piece.count("</") + sum(map(piece.count, _UNCOUNTED))
        still = max(0, still + piece.count("<") - closed)
        most = max(most, still)
    return most


def _nesting(text: str) -> tuple[int, int]:
    """The greatest depth, and how many formatting elements the parser would make anew."""
    depth, deepest, formatting, made = 0, 0, 0, 0
    for closing, name in _TAG.findall(text):
        name = name.lower()
        made += formatting if name in _BLOCKS and not closing else 0
        if name in _NEVER_OPEN:
            continue
        step = -1 if closing else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        formatting = max(0, formatting + step * (name in _FORMATTING))
    return deepest, made
