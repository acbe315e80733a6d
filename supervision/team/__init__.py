"""Who goes: teams, experts, recusals and loads of the people of a task (REG 10, 16)."""
