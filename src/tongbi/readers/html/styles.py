"""What an element's tag and attributes say about looks: type, centred, a heading's typeface, a block of its own, hidden, on a new page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tongbi.readers.html import type_size

_BLOCKS_WORDS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th
thead tr ul ucapcontent ucaptitle
"""
BLOCKS = frozenset(_BLOCKS_WORDS.split())
"""The elements that are paragraphs or hold some."""
_SKIPPED_WORDS = """
head title meta link script style template noscript iframe noembed noframes xmp plaintext svg math object applet audio
video canvas select button textarea input datalist map rt rp del nav ix:header ix:hidden xml
"""
_SKIPPED = frozenset(_SKIPPED_WORDS.split())
_BOLD_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_SLANTED_TAGS, _LINED_TAGS = frozenset(("i", "em")), frozenset(("u", "ins"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Official documents set headings in these faces and their text in 仿宋.
_HEADING_FACE = re.compile(r"黑体|楷体|小标宋|大标宋|simhei|simkai|kaiti|stkaiti|heiti|xbsj|hei_gbk|kai_gbk", re.IGNORECASE)
_BOLD_WEIGHT = {"bold": True, "bolder": True, "600": True, "700": True, "800": True, "900": True}
_PLAIN_WEIGHT = dict.fromkeys(("normal", "lighter", "100", "200", "300", "400", "500"), False)
_WEIGHTS = {**_BOLD_WEIGHT, **_PLAIN_WEIGHT}
_SLANTED = {"italic": True, "oblique": True, "normal": False}
_ALIGNED = {"center": True, "middle": True, "-webkit-center": True, "left": False, "right": False, "justify": False, "start": False}
_DISPLAY = {"block": True, "list-item": True, "table": True, "flex": True, "inline": False, "inline-block": False}
_PAGES = frozenset(("always", "page", "left", "right"))
_LONGEST_STYLE = 4_000
# Parts of a site that some pages keep within the article's own container, by class or id.
_FURNITURE_WORDS = """
share bdsharebuttonbox bdshare bshare-custom ops_share social-share jiathis_style breadcrumb breadcrumbs breadcrumbnav
crumb crumbs position dqwz weizhi nav navbar footer foot copyright related xg-list xgwz xglj relatednews print
pages_print pagination pageinfo page-nav zdfy edit prevnext prev-next pre-next sxpage shangxiapian qrcode ewm sweep
sidebar side-bar toolbar fontsize editor-info relevantdoc relevant rwb_tjyd rwb_xgxw rwb_jctj box_down search-box
searchbox menu mainnav main-nav topnav top-nav navigation mbx mianbaoxie location curpos current-position fenxiang
sharebox share-box share_box xgxx xgwd xgyd xgbd xgwj xgzc related-news related_news related-list tjyd
"""
_FURNITURE = frozenset(_FURNITURE_WORDS.split())


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What an element changes; None: as around it. `face`: whether its typeface is one for headings.

    `furniture`: its name is one that pages give to what stands beside an article; `ends_page`, `begins_page`: a printed page ends with it,
    or begins; `raised`: it stands above the line, as marks of notes and powers do. `size`: of its type in points, `scale`: against what is
    around. Told apart by identity, as looks are.
    """

    skipped: bool = False
    block: bool = False
    bold: bool | None = None
    slanted: bool | None = None
    lined: bool | None = None
    face: bool | None = None
    centred: bool | None = None
    outline: int | None = None
    furniture: bool = False
    ends_page: bool = False
    begins_page: bool = False
    raised: bool = False
    size: float | None = None
    scale: float | None = None

    @property
    def neutral(self) -> bool:
        """Whether looks go on unchanged inside."""
        return self.bold is self.slanted is self.lined is self.face is self.centred is self.outline is self.size is self.scale is None


def facts(tag: str, attributes: Mapping[str, str | None]) -> Facts:
    """The facts of an element."""
    if not attributes:
        return _facts(tag, "", "", "", "", "")
    get = attributes.get
    marks = f"{get('class') or ''} {get('id') or ''}"
    return _facts(
        tag,
        (get("style") or "")[:_LONGEST_STYLE],
        get("face") or "",
        get("align") or "",
        marks,
        (get("size") or "") if tag == "font" else "",
    )


@lru_cache(maxsize=4096)
def _facts(tag: str, style: str, face: str, align: str, marks: str, size: str) -> Facts:
    said = _declarations(style)
    sized = type_size.told(said.get("font-size", size), tag)
    if tag in _SKIPPED or said.get("display") == "none":
        return Facts(skipped=True)
    block = _DISPLAY.get(said.get("display", ""), tag in BLOCKS) or tag in {"td", "th", "tr", "table", "li"}
    faces = face or said.get("font-family", "")
    centred = _ALIGNED.get(said.get("text-align", align.lower())) if tag != "table" else False
    return Facts(
        block=block,
        bold=_WEIGHTS.get(said.get("font-weight", ""), True if tag in _BOLD_TAGS else None),
        slanted=_SLANTED.get(said.get("font-style", ""), True if tag in _SLANTED_TAGS else None),
        lined=True if tag in _LINED_TAGS or "underline" in said.get("text-decoration", "") else None,
        face=bool(_HEADING_FACE.search(faces)) if faces else None,
        centred=True if tag == "center" else centred,
        outline=_HEADINGS.get(tag),
        furniture=not _FURNITURE.isdisjoint(marks.lower().split()),
        ends_page=tag == "hr" or not _PAGES.isdisjoint((said.get("page-break-after"), said.get("break-after"))),
        begins_page=not _PAGES.isdisjoint((said.get("page-break-before"), said.get("break-before"))),
        raised=tag == "sup" or "super" in said.get("vertical-align", "") or ("position" in said and said.get("top", "").startswith("-")),
        size=sized.points,
        scale=sized.scale,
    )


def _declarations(style: str) -> dict[str, str]:
    """A style attribute's properties in lower case, the last of a name counting; `font:` stands for weight and face where it tells them."""
    found: dict[str, str] = {}
    for declaration in style.lower().split(";") if style else ():
        name, _, value = declaration.partition(":")
        value = value.replace("!important", "").strip()
        name = name.strip()
        found[name] = value
        if name == "font":
            found["font-family"] = value
            found["font-size"] = next(filter(type_size.is_length, value.split()), "")
            found["font-weight"] = "bold" if "bold" in value.split() else found.get("font-weight", "")
            found["font-style"] = "italic" if "italic" in value.split() else found.get("font-style", "")
    return found
