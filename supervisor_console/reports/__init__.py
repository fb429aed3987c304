"""Half-yearly reports (halvårsrapporter) and quality figures; begin at `publishing`."""
