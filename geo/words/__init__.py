"""Every word a reader sees: one table a language, and how dates, numbers, lists and foreign text become words."""
