"""Files into text: Word, web pages, PDF, plain text and, through LibreOffice, old Word files.

read_document reads any of them; a file that cannot be read is an Issue that says what to do.
"""

from taizhang.notices.documents.reading import Document, read_document

__all__ = ["Document", "read_document"]
