"""Report: a document understood as one year's report: its outline and identity, its sections mapped to a schema, its tables labelled."""
