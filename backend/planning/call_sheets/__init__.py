"""Call sheets: who is called where and when on a shooting day, and the page the crew reads it from."""
