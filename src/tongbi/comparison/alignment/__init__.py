"""Alignment: N years' reports → links between units, threads, moves, rows of sections and tables through the years."""

from tongbi.comparison.alignment.masks import mask, own_names, pattern, unit_mask, unit_pattern
from tongbi.comparison.alignment.minor_changes import is_common, noise, plain_sentences, stock
from tongbi.comparison.alignment.moves import Place, moved
from tongbi.comparison.alignment.sections import Row, matrix, with_hosts
from tongbi.comparison.alignment.table_threads import tables
from tongbi.comparison.alignment.threads import Alignment, Link, NearestUnits, align
from tongbi.comparison.alignment.untold_statements import Entries, Telling, Weights

__all__ = [
    "Alignment",
    "Entries",
    "Link",
    "NearestUnits",
    "Place",
    "Row",
    "Telling",
    "Weights",
    "align",
    "is_common",
    "mask",
    "matrix",
    "moved",
    "noise",
    "own_names",
    "pattern",
    "plain_sentences",
    "stock",
    "tables",
    "unit_mask",
    "unit_pattern",
    "with_hosts",
]
