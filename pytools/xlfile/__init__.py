"""An xlwings engine for workbooks on disk; knows nothing of taizhang."""
