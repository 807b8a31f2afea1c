"""Values flow in, drawn screens and the learner's key presses flow out; the only room that imports rich."""
