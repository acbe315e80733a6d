"""One unit's inspection on one screen: the ten steps, the notice, who was heard, the archive (REG 17–23)."""
