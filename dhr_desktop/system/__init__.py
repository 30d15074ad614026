"""The machine around the program: folders, preferences, logs, disks, clocks. Knows no case."""
