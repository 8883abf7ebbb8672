"""Who is acting: a key that the database looks up, never a claim that the application makes."""

from gulir.acting.who import Acting, NobodyActing, Tenant, as_acting, current, key_of, new_token

__all__ = ["Acting", "NobodyActing", "Tenant", "as_acting", "current", "key_of", "new_token"]
