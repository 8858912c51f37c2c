"""What the ready designs share: geometry, ornament, and the elements of design.json."""
