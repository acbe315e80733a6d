"""News of the corps for the apps above; each carries keys, never records."""

from django.dispatch import Signal

# The head upheld a recusal: `request_id`, `by_id`.
recusal_upheld = Signal()
# Somebody was appointed or renewed: `appointment_id`, `by_id`.
inspector_appointed = Signal()
# An inspector serves no more: `inspector_id`, `by_id` (None: the platform).
term_ended = Signal()
# An inspector whose term had ended serves again: `inspector_id`, `by_id`.
term_resumed = Signal()

# The grade was told to the inspector and the employer: `appraisal_id`, `by_id`.
appraisal_told = Signal()

# The appraisal was filed: `appraisal_id`, `by_id`.
appraisal_filed = Signal()

# A measure was decided: `measure_id`, `by_id`.
measure_decided = Signal()

# An expert is not invited for now, or not any more, or lost the account: `expert_id`, `user_id`, `by_id` (None: the
# platform), `reason`.
expert_left = Signal()
