"""Figures as they are printed: rounded half up on the decimal digits, never on the binary ones."""

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float, decimals: int = 2) -> float:
    """Round half up, as an office does by hand.

    >>> half_up(0.125), half_up(2.675), half_up(-0.5, 0), half_up(91.8333)
    (0.13, 2.68, -1.0, 91.83)
    """
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(round(value, 9))).quantize(step, ROUND_HALF_UP))
