"""Align: N years' reports → links between units, threads, moves, the section matrix and tables through the years."""

from tongbi.align.elsewhere import Telling, gram_weights
from tongbi.align.masks import mask, own_names, pattern, unit_mask
from tongbi.align.moves import Place, moved
from tongbi.align.noise import is_common, noise, plain_sentences, stock
from tongbi.align.sections import Row, matrix, shared_units, with_hosts
from tongbi.align.tables import tables
from tongbi.align.threads import Alignment, Link, align

__all__ = [
    "Alignment",
    "Link",
    "Place",
    "Row",
    "Telling",
    "align",
    "gram_weights",
    "is_common",
    "mask",
    "matrix",
    "moved",
    "noise",
    "own_names",
    "pattern",
    "plain_sentences",
    "shared_units",
    "stock",
    "tables",
    "unit_mask",
    "with_hosts",
]
