"""Khmer numbers in groups of three, which Django leaves out; its dates are right."""

NUMBER_GROUPING = 3
