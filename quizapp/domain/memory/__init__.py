"""What a learner remembers: states, the schedule, the queue, progress."""
