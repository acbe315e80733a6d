"""News of the corps for the apps above; each carries keys, never records."""

from django.dispatch import Signal

# The head upheld a recusal: `request_id`, `by_id`.
recusal_upheld = Signal()
