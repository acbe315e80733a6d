"""News for the apps above; each carries ids only and is sent inside the transaction that makes it true."""

from django.dispatch import Signal

# inspection_id, by_id
notice_issued = Signal()
# opinion_id, by_id
preliminary_opinion_fed_back = Signal()
# opinion_id, by_id
opinion_issued = Signal()
# follow_up_id, by_id
consultation_letter_issued = Signal()
# draw_id, by_id
draw_confirmed = Signal()
