#!/usr/bin/env python3
"""Makes the three fonts in this folder; needed only to change which characters they have.

Debian packages: python3-fonttools fonts-droid-fallback fonts-noto-core unicode-data
"""
import bz2
import re

from fontTools import subset

SANS = "/usr/share/fonts/truetype/noto/NotoSans-{}.ttf"
HAN = "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"
UNIHAN = "/usr/share/unicode/Unihan_OtherMappings.txt.bz2"


def double_byte(codec, first=range(256)):
    """The characters that the codec writes in two bytes, the first of them in the range."""
    chars = set()
    for c in range(0x80, 0x10000):
        try:
            code = chr(c).encode(codec)
        except UnicodeEncodeError:
            continue
        if len(code) == 2 and code[0] in first:
            chars.add(c)
    return chars


def general_standard():
    """The 8,105 characters in which names are registered in China since 2013, as far as they have four digits."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as f:
        return {int(c, 16) for c in re.findall(r"^U\+([0-9A-F]{4})\tkTGH\t", f.read(), re.M)}


def ranges(*pairs):
    return {c for first, last in pairs for c in range(first, last + 1)}


def make(source, target, chars):
    # No hinting and no tables for layout: the PDF writer reads neither.
    o = subset.Options(hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False)
    o.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "BASE", "vhea", "vmtx", "meta", "FFTM"]
    font = subset.load_font(source, o)
    s = subset.Subsetter(o)
    s.populate(unicodes=chars)
    s.subset(font)
    subset.save_font(font, target, o)


latin = ranges((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x17F), (0x218, 0x21B), (0x384, 0x3CE), (0x400, 0x45F), (0x490, 0x491), (0x1EA0, 0x1EF9),
               (0x2012, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x20AC, 0x20AC), (0x20BD, 0x20BD),
               (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212))
han = double_byte("gb2312") | general_standard() | double_byte("big5", range(0xA4, 0xC7)) | ranges((0x3000, 0x301F), (0xFF01, 0xFF5E), (0xFFE5, 0xFFE5))
for weight in ("Regular", "Bold"):
    make(SANS.format(weight), f"sans-{weight.lower()}.ttf", latin)
make(HAN, "han.ttf", han - latin)
