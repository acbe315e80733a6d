"""The opinion: put to the vote, fed back, defended, issued as the letter (REG 20–21)."""
