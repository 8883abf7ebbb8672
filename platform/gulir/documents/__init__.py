"""Files: known by their content's digest, typed by what they are and not by what they are called."""

from gulir.documents.accept import Rejected, accept
from gulir.documents.store import StoreUnavailable, path_of, store

__all__ = ["Rejected", "StoreUnavailable", "accept", "path_of", "store"]
