"""What a learner sees and presses."""
