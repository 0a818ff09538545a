"""Who people are: accounts, sessions and the mails that prove an address."""
