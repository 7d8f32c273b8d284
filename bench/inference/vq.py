"""Janus' picture tokenizer in torch, random weights. Each line asked for ("decode", "encode") is answered with
milliseconds by the clock and of all cores together."""

import sys
import time

import torch
from torch.nn import functional as F

threads = int(sys.argv[1])
torch.set_num_threads(threads)
made = {}


def weights(*shape):
    return made.setdefault(shape, torch.randn(shape) * (2 / (shape[-1] * shape[-2] * shape[1] if len(shape) > 1 else 64)) ** 0.5)


def conv(x, outputs, side, stride=1):
    w = weights(outputs, x.shape[1], side, side)
    return F.conv2d(F.pad(x, (0, 1, 0, 1)), w, weights(outputs), 2) if stride == 2 else F.conv2d(x, w, weights(outputs), 1, side // 2)


def norm(x):
    return F.group_norm(x, 32, weights(x.shape[1]), weights(x.shape[1]), 1e-6)


def residual(x, outputs):
    h = conv(F.silu(norm(conv(F.silu(norm(x)), outputs, 3))), outputs, 3)
    return h + (x if x.shape[1] == outputs else conv(x, outputs, 1))


def attention(x):
    n, c = norm(x), x.shape[1]
    q, k, v = (conv(n, c, 1).flatten(2)[0] for _ in range(3))
    return x + conv((v @ torch.softmax(q.T @ k * c**-0.5, -1).T).view_as(x), c, 1)


def decode(tokens):
    x = conv(conv(F.normalize(weights(16384, 8), dim=-1)[tokens].T.reshape(1, 8, 24, 24), 256, 1), 512, 3)
    x = residual(attention(residual(x, 512)), 512)
    for level, width in enumerate([512, 256, 256, 128, 128]):
        for _ in range(3):
            x = residual(x, width)
            x = attention(x) if level == 0 else x
        x = conv(F.interpolate(x, scale_factor=2.0, mode="nearest"), width, 3) if level < 4 else x
    return ((conv(F.silu(norm(x)), 3, 3) + 1) / 2 * 255).clip(0, 255).to(torch.uint8)


def encode(x):
    x = conv(x, 128, 3)
    for level, width in enumerate([128, 128, 256, 256, 512]):
        for _ in range(2):
            x = residual(x, width)
            x = attention(x) if level == 4 else x
        x = conv(x, width, 3, 2) if level < 4 else x
    x = conv(conv(F.silu(norm(residual(attention(residual(x, 512)), 512))), 256, 3), 8, 1)
    return (F.normalize(x[0].flatten(1).T, dim=-1) @ F.normalize(weights(16384, 8), dim=-1).T).argmax(-1)


tokens, picture = torch.randint(16384, (576,)), torch.rand(1, 3, 384, 384) * 2 - 1
with torch.no_grad():
    for line in sys.stdin:
        start, used = time.perf_counter(), time.process_time()
        decode(tokens) if line.strip() == "decode" else encode(picture)
        print((time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000, flush=True)
