"""The Review place: where it stands, its dates, and every register."""
