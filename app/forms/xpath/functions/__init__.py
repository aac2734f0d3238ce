"""All functions an expression may call; importing this package enters them in the registry."""

from app.forms.xpath.functions import booleans, dates, geo, nodes, numbers, repeats, selects, strings
from app.forms.xpath.functions.registry import FUNCTIONS, Function

__all__ = [
    "FUNCTIONS",
    "Function",
    "booleans",
    "dates",
    "geo",
    "nodes",
    "numbers",
    "repeats",
    "selects",
    "strings",
]
