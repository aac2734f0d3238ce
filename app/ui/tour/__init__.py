"""The tour: the whole main job in the real window, by itself, also on a machine without a screen.

It leaves numbered pictures, the printed papers, the bundles and `tour.json`, and fails loudly at the first step that does
not hold. Everybody in it is invented.
"""

from app.ui.tour.journey import run

__all__ = ["run"]
