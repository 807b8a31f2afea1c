# side: check
# ends: broken: the check block ended without telling of all its cases
import os, struct

for forged in (b'R{"name":"case one","kind":"ok","reason":""}', b'V{"broken":"","checks":9}'):
    os.write(4, struct.pack("<I", len(forged)) + forged)
