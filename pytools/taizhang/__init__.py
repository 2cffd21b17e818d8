"""督查台账: an Excel-native ledger for government supervision offices."""

__version__ = "0.1.0"
