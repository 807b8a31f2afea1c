# side: check
# ends: broken: the check block tells more
import os, struct, time

frame = b"V" + b"[" + b"[]," * 10_000_000 + b"[]]"
frame = struct.pack("<I", len(frame)) + frame
view = memoryview(frame)
while view:
    view = view[os.write(4, view):]
time.sleep(3600)
