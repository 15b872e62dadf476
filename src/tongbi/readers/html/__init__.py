"""Web pages: the article alone, its tables as tables, and what is printed around it as metadata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from tongbi.errors import InputError
from tongbi.model import Block, Document, Finding, Grid
from tongbi.readers import paragraphs
from tongbi.readers.html import article as html_article
from tongbi.readers.html import blocks as html_blocks
from tongbi.readers.html import metadata as html_metadata
from tongbi.readers.html import page as html_page
from tongbi.readers.html import saved_filing
from tongbi.readers.html.article import Article
from tongbi.readers.html.blocks import Break, Gap, Item, Paragraph
from tongbi.readers.html.page import Page
from tongbi.readers.source_file import File

_DOUBTFUL_SHARE = 0.5
_MOST_TOLD = 8


def read(file: File) -> Document:
    """The article of a page; InputError for one without, and for bytes that are no page.

    A page that is little more than an article is read whole. Footnotes stand apart, and metadata by the names printed on the page.
    """
    page = html_page.parse(file)
    article = html_article.locate(page)
    walked = [html_blocks.walk(node, tagged=page.tags.by_node) for node in article.nodes] if article else []
    items, metadata = html_metadata.parted(html_blocks.measured([item for one in walked for item in one.items]))
    blocks, breaks, doubts = _cleaned(items)
    if _is_to_come(page, blocks):
        raise InputError(file.path, "the text stands in a script or a form field of the page", "save the page after it has loaded")
    if article is None or not blocks:
        raise InputError(file.path, "a page without an article text", "save the page of the article itself, after it has loaded")
    told = {**page.told, **html_metadata.from_meta(page.tree), **html_metadata.of_filing(page.text), **page.tags.cover}
    if article.found == "page":
        flowing = saved_filing.without(blocks, breaks)
        blocks, doubts = flowing.blocks, [*doubts, *_of_pages(flowing)]
    else:
        left_out = frozenset(node.mem_id for node in article.nodes)
        beside = html_blocks.walk(page.body, left_out).items
        metadata = {**html_metadata.around(beside), **metadata}
        title, _ = paragraphs.clean(html_metadata.title(page.tree, told.get("title", "")) or html_metadata.called(beside))
        told = {**told, **({"title": title} if title else {})}
        if title and not html_metadata.titled(items, title):
            blocks = (Block(title, bold=True, centred=True), *blocks)
    return Document(
        file.source("html", page.encoding),
        blocks,
        (*_findings(page, article), *doubts),
        tuple(note for one in walked for note in one.notes),
        {**told, **metadata},
        page.tags.facts,
        html_metadata.properties(page.tree),
    )


def _is_to_come(page: Page, blocks: Sequence[Block | Grid]) -> bool:
    """Whether the text is put in place by a script: a page holds far more sentences than it shows, and in its scripts."""
    shown = sum(block.text.count("。") for block in blocks if isinstance(block, Block))
    in_source = page.text.count("。") + page.text.count("\\u3002")
    least = shown / _DOUBTFUL_SHARE
    return least < in_source and least < html_page.sentences_to_come(page)


def _of_pages(flowing: saved_filing.Flowing) -> list[Finding]:
    """What was left out or closed between the pages of a filing."""
    told = {"count": str(len(flowing.left_out)), "lines": " · ".join(flowing.left_out[:_MOST_TOLD])}
    found = [Finding("page-furniture", "", told)] if flowing.left_out else []
    counted = (("contents-left-out", flowing.contents), ("lines-joined", flowing.joined))
    return [*found, *(Finding(code, "", {"count": str(count)}) for code, count in counted if count)]


def _cleaned(items: Sequence[Item]) -> tuple[tuple[Block | Grid, ...], list[int], list[Finding]]:
    """The blocks of items without characters that show nothing, those that begin a page (by index), and findings on the characters."""
    kept = [item for item in items if not isinstance(item, Gap)]
    text = "".join(chain.from_iterable(map(_texts, kept)))
    cleaned, doubts = paragraphs.clean(text)
    blocks: list[Block | Grid] = []
    breaks = []
    for item in kept:
        if isinstance(item, Break):
            breaks.append(len(blocks))
            continue
        block = item.block if isinstance(item, Paragraph) else item
        block = block if cleaned == text else _clean(block)
        blocks += [block] if isinstance(block, Grid) or block.text else []
    return tuple(blocks), breaks, doubts


def _texts(item: Paragraph | Grid | Break) -> Iterable[str]:
    if isinstance(item, Grid):
        return (cell.text for cell in item.cells)
    return (item.block.text,) if isinstance(item, Paragraph) else ()


def _clean(block: Block | Grid) -> Block | Grid:
    if isinstance(block, Block):
        return replace(block, text=paragraphs.clean(block.text)[0].strip())
    return replace(block, cells=tuple(replace(cell, text=paragraphs.clean(cell.text)[0].strip()) for cell in block.cells))


def _findings(page: Page, article: Article) -> list[Finding]:
    """What is doubtful about the page: its encoding, and whether the whole article was found."""
    found = [Finding("encoding-guessed", "", {"encoding": page.encoding})] if page.doubtful else []
    if article.found in {"text", "cut"}:
        found.append(Finding("article-guessed", "", {"share": f"{article.share:.0%}"}))
    elif article.share < _DOUBTFUL_SHARE:
        found.append(Finding("text-outside-article", "", {"share": f"{1 - article.share:.0%}"}))
    return found
