"""Small Word files written by hand: only the parts a table of tests names."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:r="urn:r" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
)


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(inner: str, properties: str = "") -> str:
    """Return a paragraph; text without a tag becomes a run."""
    held = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{held}</w:p>"


def numbered(text: str, list_id: int, level: int = 0) -> str:
    """Return a paragraph that counts in a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, place)


def row(*cells: str, properties: str = "") -> str:
    """Return a table row; a cell is its text or a whole w:tc."""
    made = (c if c.startswith("<w:tc>") else f"<w:tc>{paragraph(c)}</w:tc>" for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def word(
    body: str, *, name: str = "document.xml", strict: bool = False, chunk: bytes = b"", **parts: str
) -> bytes:
    """Return a Word file; `parts` gives the inside of styles and numbering, `chunk` a file taken in."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        target = f'Type="{_OFFICE}/officeDocument" Target="word/{name}" Id="r1"'
        package.writestr("_rels/.rels", _relations(target))
        package.writestr(f"word/{name}", _part("document", f"<w:body>{body}</w:body>", strict))
        if chunk:
            target = f'Type="{_OFFICE}/aFChunk" Target="/word/chunk.dat" Id="rChunk"'
            package.writestr(f"word/_rels/{name}.rels", _relations(target))
            package.writestr("word/chunk.dat", chunk)
        for part, inner in parts.items():
            package.writestr(f"word/{part}.xml", _part(part, inner, strict))
    return made.getvalue()


def with_parts(body: str, **parts: str) -> bytes:
    """Return a Word file whose text is related to these parts by the kind they are named after.

    A value is the whole XML of a part, its prefix w declared; `image` is a picture.
    """
    made = io.BytesIO(word(body))
    kinds = {kind: f"word/{'media/' if kind == 'image' else ''}{kind}1.xml" for kind in parts}
    with zipfile.ZipFile(made, "a") as package:
        told = "".join(
            f'<Relationship Type="{_OFFICE}/{kind}" Target="/{name}" Id="r{kind}"/>'
            for kind, name in kinds.items()
        )
        package.writestr("word/_rels/document.xml.rels", f"<Relationships>{told}</Relationships>")
        for kind, name in kinds.items():
            package.writestr(name, parts[kind].replace(">", f" {_SPACES}>", 1))
    return made.getvalue()


def _relations(one: str) -> str:
    return f"<Relationships><Relationship {one}/></Relationships>"


def _part(root: str, inner: str, strict: bool) -> str:
    text = f"<w:{root} {_SPACES}>{inner}</w:{root}>"
    return text.replace(W, STRICT) if strict else text
