# side: check
# ends: broken|^$
import os, struct

forged = b'V{"broken":"","checks":0}'
os.write(4, struct.pack("<I", len(forged)) + forged)
