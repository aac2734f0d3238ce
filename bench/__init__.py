"""Figures of the product, measured beside what they are compared with."""
