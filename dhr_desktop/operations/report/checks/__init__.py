"""The points reviews are sent back for, each looked for in the report and its registers, or asked of a person."""
