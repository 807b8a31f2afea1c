# side: check
# ends: broken: the check block ended without telling of all its cases
import os, struct

forged = b'V{"broken":"","checks":0}'
os.write(4, struct.pack("<I", len(forged)) + forged)
