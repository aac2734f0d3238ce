"""Goldaw: offline-first case work for field social workers."""

__version__ = "0.1.0"
