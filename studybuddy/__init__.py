"""A study companion for machine-learning interviews."""
