"""Comparison: N reports held against each other: links and threads, section rows, tables, changes, series of figures, measures."""
