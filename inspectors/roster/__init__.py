"""The roster: each person's facts, numbers behind their mask, papers, photograph and career (PLAN 二（四）1)."""
