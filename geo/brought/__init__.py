"""Tables that a reader brings: opened whatever their form, mapped to our columns, measured, kept nowhere."""
