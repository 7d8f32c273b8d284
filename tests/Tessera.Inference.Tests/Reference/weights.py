"""Writes the same few tensors as torch.save does, and as safetensors, and the bits of each as text."""

import json
import struct
from pathlib import Path

import torch

here = Path(__file__).parent
torch.manual_seed(20261120)

state = torch.nn.Sequential(torch.nn.Linear(5, 3), torch.nn.GroupNorm(1, 3)).state_dict()
state["half"] = torch.randn(2, 3).half()
state["brain"] = torch.randn(4, 2).bfloat16()
state["scalar"] = torch.tensor(0.5)
state["parameter"] = torch.nn.Parameter(torch.randn(2))
state["positions"] = torch.arange(3)
state["rows"] = torch.randn(6, 2)[2:4]  # a view: an offset into a larger storage

torch.save(state, here / "weights.bin")
torch.save({"model": dict(state), "steps": 12, "loss": 0.25, "done": [True, None]}, here / "weights-nested.bin")

types = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}
header, data, lines = {"__metadata__": {"format": "pt"}}, b"", []
for name, tensor in state.items():
    tensor = tensor.detach().contiguous()
    numbers = bytes(tensor.view(torch.int16).numpy().tobytes() if tensor.dtype == torch.bfloat16 else tensor.numpy().tobytes())
    header[name] = {
        "dtype": types[tensor.dtype],
        "shape": list(tensor.shape),
        "data_offsets": [len(data), len(data) + len(numbers)],
    }
    data += numbers
    if tensor.is_floating_point():
        bits = tensor.float().reshape(-1).view(torch.int32).tolist()
        lines.append(" ".join([name, *(f"{b & 0xFFFFFFFF:08x}" for b in bits)]))

text = json.dumps(header).encode()
(here / "weights.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
(here / "weights.txt").write_text("\n".join(lines) + "\n")
