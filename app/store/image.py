"""How many pixels a picture has, read from its first bytes without decoding it (PNG, JPEG)."""

import struct

MOST_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# Frame headers carry the size (ITU-T T.81, table B.1); C4, C8 and CC in their midst are other things.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def pixels(data: bytes) -> int:
    """Return width times height of the picture that `data` begins, 0 when it is no picture this program shows."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack_from(">II", data, 16)
        return int(width * height)
    return _jpeg_pixels(data) if data.startswith(_JPEG) else 0


def _jpeg_pixels(data: bytes) -> int:
    position = len(_JPEG)
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return int(width * height)
        if marker == 0xFF:  # a fill byte
            position += 1
        elif marker in _BARE:
            position += 2
        else:
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return 0
