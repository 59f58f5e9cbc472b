"""The pages of an application: a task list, one page a step, a review, and deleting what was not sent."""
