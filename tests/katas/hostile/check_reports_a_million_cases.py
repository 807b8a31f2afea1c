# side: check
# ends: broken: the check block tells more
import json, os, struct

frame = b"R" + json.dumps({"name": "n" * 2000, "kind": "ok", "reason": "r" * 2000}).encode()
frame = struct.pack("<I", len(frame)) + frame
while True:
    os.write(4, frame)
