# side: check
# ends: n: values
import json, os, struct

frame = b"R" + json.dumps({"name": "n", "kind": "values", "reason": "r", "births": 5}).encode()
os.write(4, struct.pack("<I", len(frame)) + frame)
os._exit(0)
