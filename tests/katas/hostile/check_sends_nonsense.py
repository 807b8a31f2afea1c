# side: check
# ends: broken.*means nothing
import os, struct

os.write(4, struct.pack("<I", 3) + b"???")
