"""Watch lists as their publishers write them, to listed parties: facts only, no narrative."""
