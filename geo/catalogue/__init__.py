"""What happened, who says so and what was agreed: tables held against their codebooks."""
