"""What only Outlook writes, read: `.msg` files, `winmail.dat`, and the RTF in both."""
