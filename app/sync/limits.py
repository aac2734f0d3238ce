"""How large anything that comes from outside may be, before a byte of it is believed. Sizes in bytes."""

KIB = 1024
MIB = 1024 * KIB

FILE = 600 * MIB
HEADER = 8 * KIB
STANZAS = 16
MANIFEST = 256 * KIB
HAVE_INLINE = 96 * KIB
DOCUMENT = 256 * KIB
DEPTH = 12
PARTS = 5_000
PART = 64 * MIB
RATIO = 200
CHANGE = 256 * KIB
TEXT_FIELD = 64 * KIB
WANTED = 2_000

# What the writer aims for: small enough that a cut file keeps most of what it carried, and memory stays flat.
BATCH = 1 * MIB
CHUNK = 4 * MIB
FILES = 480 * MIB
SPARE = 32 * MIB
