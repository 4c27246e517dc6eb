"""The encrypted store of one desk: a folder with sealed keys, a SQLCipher database and an authenticated mark."""

from __future__ import annotations

from enumerator.store.desk import Desk
from enumerator.store.keys import Cost
from enumerator.store.opening import check_passphrase, create_store, officers_with_keys, open_store
from enumerator.store.settings import Setting

__all__ = ["Cost", "Desk", "Setting", "check_passphrase", "create_store", "officers_with_keys", "open_store"]
