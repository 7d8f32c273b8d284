"""A guidance pair of Janus-Pro-1B's shape in torch, random weights, key-value cache of 300 positions.

usage: torch_step.py THREADS [layers=24] [types=bf16,fp32]
Says ready; then for each line that comes, a name and the milliseconds of a pair for each type, and done.
"""

import sys
import time

import torch
from torch.nn import functional as F

HIDDEN, INNER, HEADS, CODES, POSITION, TOKENS = 2048, 5632, 16, 16384, 300, 5
threads = int(sys.argv[1])
layers = int(sys.argv[2]) if len(sys.argv) > 2 else 24
types = (sys.argv[3] if len(sys.argv) > 3 else "bf16,fp32").split(",")
torch.set_num_threads(threads)
torch.set_grad_enabled(False)


class Pair:
    def __init__(self, type_):
        def weight(rows, columns):
            return (torch.randn(rows, columns) / columns ** 0.5).to(type_)

        self.type = type_
        self.blocks = [
            {
                "qkv": weight(3 * HIDDEN, HIDDEN),
                "out": weight(HIDDEN, HIDDEN),
                "gate_up": weight(2 * INNER, HIDDEN),
                "down": weight(HIDDEN, INNER),
                "norm": torch.ones(HIDDEN, dtype=type_),
                "keys": torch.randn(2, HEADS, POSITION + 1, HIDDEN // HEADS).to(type_),
                "values": torch.randn(2, HEADS, POSITION + 1, HIDDEN // HEADS).to(type_),
            }
            for _ in range(layers)
        ]
        self.project, self.head = weight(HIDDEN, HIDDEN), weight(CODES, HIDDEN)
        angle = POSITION / 10000 ** (torch.arange(0, HIDDEN // HEADS, 2) / (HIDDEN // HEADS))
        self.cos, self.sin = torch.cat([angle.cos()] * 2).to(type_), torch.cat([angle.sin()] * 2).to(type_)
        self.input = torch.randn(2, HIDDEN).to(type_)

    def norm(self, x, weight):
        wide = x.float()
        return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6)).to(self.type) * weight

    def turn(self, x):
        first, second = x.chunk(2, -1)
        return x * self.cos + torch.cat((-second, first), -1) * self.sin

    def step(self):
        x = self.input
        for block in self.blocks:
            q, k, v = F.linear(self.norm(x, block["norm"]), block["qkv"]).view(2, 3, HEADS, 1, -1).unbind(1)
            block["keys"][:, :, POSITION:] = self.turn(k)
            block["values"][:, :, POSITION:] = v
            scores = torch.matmul(self.turn(q), block["keys"].transpose(-1, -2)) * (HIDDEN // HEADS) ** -0.5
            mixed = torch.matmul(F.softmax(scores.float(), -1).to(self.type), block["values"])
            x = x + F.linear(mixed.reshape(2, HIDDEN), block["out"])
            gate, up = F.linear(self.norm(x, block["norm"]), block["gate_up"]).chunk(2, -1)
            x = x + F.linear(F.silu(gate) * up, block["down"])
        return F.linear(F.gelu(F.linear(self.norm(x, self.blocks[0]["norm"]), self.project)), self.head)


pairs = [(name, Pair({"bf16": torch.bfloat16, "fp32": torch.float32}[name])) for name in types]
for _, pair in pairs:
    pair.step()
    pair.step()
print("ready", flush=True)
for _ in sys.stdin:
    for name, pair in pairs:
        times = []
        for _ in range(TOKENS):
            start = time.perf_counter()
            pair.step()
            times.append(1000 * (time.perf_counter() - start))
        print(f"torch {name}\t{sorted(times)[len(times) // 2]:.2f}", flush=True)
    print("done", flush=True)
