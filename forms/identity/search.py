"""The key under which a name is found: spelling apart, the same name has the same key."""

from __future__ import annotations

import unicodedata

from forms.identity.digits import fold_digits

# Letters that Arabic and Urdu keyboards write differently, or that people exchange in names.
# Alef, waw, yeh and heh with hamza, and alef with madda, come apart by decomposition and need no line here.
_ONE_LETTER = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ه": "ہ",
        "ة": "ہ",
        "ۃ": "ہ",
        "ە": "ہ",
        "ھ": "ہ",
        "ٱ": "ا",
        "ء": None,
        "ـ": None,
    }
)
_UNWRITTEN = frozenset({"Mn", "Cf"})  # harakat, hamza and madda set apart; joiners, bidi marks


def search_key(text: str) -> str:
    """Fold a name or an address for searching; never for storing or showing.

    Digits, letter forms, harakat, hamza, case, invisible marks and repeated spaces make no difference.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    written = "".join(letter for letter in apart if unicodedata.category(letter) not in _UNWRITTEN)
    folded = fold_digits(written.translate(_ONE_LETTER))
    return " ".join(unicodedata.normalize("NFC", folded).split())
