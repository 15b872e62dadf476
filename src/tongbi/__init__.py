"""tongbi (同比): several years' annual reports of one organisation, compared."""

__version__ = "0.1.0"
