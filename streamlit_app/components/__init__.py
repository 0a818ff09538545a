"""Shared widgets: forms that post from the browser, the live listener, dialogs, headings and empty states."""
