"""News for the apps above; each carries ids only and is sent inside the transaction that makes it true."""

from django.dispatch import Signal

# order_id, by_id
order_issued = Signal()
# urging_id, by_id
urging_issued = Signal()
# problem_id, by_id
problem_struck_off = Signal()
