"""Applications and cases: from a draft to a decision, through the ministries."""
