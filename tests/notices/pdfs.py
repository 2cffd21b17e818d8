"""A small PDF with Chinese text, written by hand so that tests need no font and no library."""

Edges = tuple[float, float, float, float]


def pdf(lines: list[str]) -> bytes:
    """Return a one-page PDF that shows the lines, the first at the top; none makes a blank page."""
    return placed([(50, 780 - 20 * at, line) for at, line in enumerate(lines)])


def placed(texts: list[tuple[float, float, str]], cells: list[Edges] | None = None) -> bytes:
    """Return a page with texts of 12 points at x and y, y up, and frames: x, y, width, height."""
    shown = [f"BT /F1 12 Tf {x} {y} Td <{_hex(text)}> Tj ET" for x, y, text in texts]
    shown += [" ".join(map(str, cell)) + " re S" for cell in cells or []]
    return _assembled(_objects("\n".join(shown).encode()))


def _objects(content: bytes) -> list[bytes]:
    """Return the objects of a page with this content, its font at last."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
            b" /DescendantFonts [6 0 R] >>"
        ),
        (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
            b" /FontDescriptor 7 0 R >>"
        ),
        (
            b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /ItalicAngle 0 /Ascent 880"
            b" /Descent -120 /CapHeight 880 /StemV 80 /FontBBox [-25 -254 1000 880] >>"
        ),
    ]


def mixed(pages: list[str]) -> bytes:
    """Return a PDF of pages, each with a line of text, or 〔图〕 for a scan, or blank for none."""
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    single = _objects(b"")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        (
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
            b" /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
        ),
        b"<< >>",
    ]
    last = 5 + 2 * len(pages)
    for at, line in enumerate(pages):
        shown = "q 500 0 0 700 50 50 cm /I1 Do Q" if line == "〔图〕" else ""
        if line and not shown:
            shown = f"BT /F1 12 Tf 50 780 Td <{_hex(line)}> Tj ET"
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources"
            b" << /XObject << /I1 3 0 R >> /Font << /F1 %d 0 R >> >> >>" % (6 + 2 * at, last),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown.encode()),
        ]
    font = single[4].replace(b"6 0 R", b"%d 0 R" % (last + 1))
    return _assembled(
        [*objects, font, single[5].replace(b"7 0 R", b"%d 0 R" % (last + 2)), single[6]]
    )


def _hex(line: str) -> str:
    return line.encode("utf-16-be").hex()


def _assembled(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)
