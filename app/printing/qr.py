"""A QR code as squares that are drawn, not as a picture: sharp on any printer."""

from functools import lru_cache


@lru_cache(maxsize=1)  # a plan shows the same code twice
def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the QR code of `text` from the top row down, dark squares true, without the light border.

    Whoever draws it leaves four squares of white on every side (ISO/IEC 18004).

    Raises: ValueError when the text is longer than a code can hold (about 2,300 bytes).
    """
    import segno

    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(dark) for dark in row) for row in code.matrix)
