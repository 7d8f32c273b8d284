"""A tiny T5 encoder with gates in torch, written from the description and nothing else; its weights are the formula of janus.py.

Words are padded to a full line and masked, as the makers of LlamaGen do it; the engine never has the padding.
"""

import json
import math

import torch
from janus import here, weights

LAYERS, WIDTH, INNER, HEADS, SIZE, WORDS, BUCKETS, FURTHEST = 2, 48, 80, 3, 8, 120, 32, 128


def w(name, *shape):
    return weights("t5." + name, *shape)


def norm(x, name):
    return x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * w(name, WIDTH)


def gelu(x):
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def bucket(ahead):
    """One by one, by the definition: exact up to 8, then a logarithm up to 128, the upper sixteen for what is ahead."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    distance = abs(ahead)
    near = distance if distance < exact else min(exact + int(math.log(distance / exact) / math.log(FURTHEST / exact) * (half - exact) + 1e-9), half - 1)
    return near + (half if ahead > 0 else 0)


def encode(ids, length):
    """(length, width): the features of the ids and, behind them, of padding."""
    real = torch.arange(length) < len(ids)
    x = w("shared.weight", WORDS, WIDTH)[torch.tensor([*ids, *[0] * (length - len(ids))])]
    table = w("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", BUCKETS, HEADS)
    bias = table[torch.tensor([[bucket(to - at) for to in range(length)] for at in range(length)])].permute(2, 0, 1)
    bias = bias.masked_fill(~real, float("-inf"))
    for i in range(LAYERS):
        a, f = f"encoder.block.{i}.layer.0.", f"encoder.block.{i}.layer.1."
        n = norm(x, a + "layer_norm.weight")
        q, k, v = ((n @ w(f"{a}SelfAttention.{part}.weight", HEADS * SIZE, WIDTH).T).view(length, HEADS, SIZE).transpose(0, 1) for part in "qkv")
        seen = torch.softmax(q @ k.transpose(1, 2) + bias, -1) @ v
        x = x + seen.transpose(0, 1).reshape(length, -1) @ w(a + "SelfAttention.o.weight", WIDTH, HEADS * SIZE).T
        n = norm(x, f + "layer_norm.weight")
        wide = gelu(n @ w(f + "DenseReluDense.wi_0.weight", INNER, WIDTH).T) * (n @ w(f + "DenseReluDense.wi_1.weight", INNER, WIDTH).T)
        x = x + wide @ w(f + "DenseReluDense.wo.weight", WIDTH, INNER).T
    return norm(x, "encoder.final_layer_norm.weight")


if __name__ == "__main__":
    ids = [(7 * i * i + 3) % 97 for i in range(40)]
    features = encode(ids, 48)[: len(ids)]
    result = {"ids": ids, "features": [[round(v, 6) for v in row] for row in features.tolist()[::13]], "buckets": [bucket(ahead) for ahead in range(-140, 141)]}
    (here / "t5.json").write_text(json.dumps(result) + "\n")
    print(features.std().item())
