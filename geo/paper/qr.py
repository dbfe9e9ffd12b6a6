"""The QR code of an address, where that is short enough to have one."""

from __future__ import annotations

import segno


def qr_of(address: str) -> segno.QRCode | None:
    """Return the code of an address; None of one with more signs than a code has room for, some 2,900."""
    try:
        return segno.make_qr(address, error="l")
    except segno.DataOverflowError:
        return None
