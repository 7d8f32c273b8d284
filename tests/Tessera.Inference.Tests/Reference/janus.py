"""A tiny model of the Janus family in torch, written from the description of the architecture and nothing else.

It shares no code and no method with the engine: every step runs the whole sequence again under a mask, nothing is cached.
The weights are a formula of name and place, so that they need no file; TinyJanus.cs has the same formula.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

here = Path(__file__).parent
torch.set_num_threads(1)

LAYERS, HIDDEN, INNER, HEADS, KEY_HEADS, WORDS = 2, 64, 96, 4, 2, 512
CODES, CODE, GRID = 97, 8, 4
Z, MIDDLE, LEVELS = 32, 96, [64, 64, 64, 32, 32]
ENCODER_LEVELS = [32, 32, 64, 64, 96]
GUIDANCE = 5.0


def weights(name, *shape):
    """The formula: SplitMix64 of FNV-1a of the name, to -0.5...0.5, scaled by a power of two, cut to bf16."""
    seed = np.uint64(0xCBF29CE484222325)
    with np.errstate(over="ignore"):
        for letter in name:
            seed = (seed ^ np.uint64(ord(letter))) * np.uint64(0x100000001B3)
        z = seed + np.uint64(0x9E3779B97F4A7C15) * np.arange(1, int(np.prod(shape)) + 1, dtype=np.uint64)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    unit = (z >> np.uint64(40)).astype(np.float64) / 2**24 - 0.5
    if len(shape) == 1:
        numbers = unit / 4 + (1 if "norm" in name and name.endswith("weight") else 0)
    else:
        fan_in = int(np.prod(shape[1:]))
        numbers = unit * 4 / 2 ** (fan_in.bit_length() // 2)
    bits = numbers.astype(np.float32).view(np.uint32) & np.uint32(0xFFFF0000)
    return torch.from_numpy(bits.view(np.float32).reshape(shape).copy())


def norm(x, name):
    return weights(name, HIDDEN) * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6))


def rope(x):  # (heads, positions, size)
    size = x.shape[-1]
    frequency = 1.0 / (10000 ** (torch.arange(0, size, 2).float() / size))
    angle = torch.outer(torch.arange(x.shape[1]).float(), frequency)
    angle = torch.cat([angle, angle], -1)
    turned = torch.cat([-x[..., size // 2 :], x[..., : size // 2]], -1)
    return x * angle.cos() + turned * angle.sin()


def decoder(x):  # (positions, hidden) -> (positions, hidden)
    size = HIDDEN // HEADS
    mask = torch.full((len(x), len(x)), float("-inf")).triu(1)
    for i in range(LAYERS):
        layer = f"language_model.model.layers.{i}."
        n = norm(x, layer + "input_layernorm.weight")
        q = (n @ weights(layer + "self_attn.q_proj.weight", HIDDEN, HIDDEN).T).view(-1, HEADS, size).transpose(0, 1)
        k = (n @ weights(layer + "self_attn.k_proj.weight", KEY_HEADS * size, HIDDEN).T).view(-1, KEY_HEADS, size).transpose(0, 1)
        v = (n @ weights(layer + "self_attn.v_proj.weight", KEY_HEADS * size, HIDDEN).T).view(-1, KEY_HEADS, size).transpose(0, 1)
        q, k = rope(q), rope(k)
        k, v = k.repeat_interleave(HEADS // KEY_HEADS, 0), v.repeat_interleave(HEADS // KEY_HEADS, 0)
        a = torch.softmax(q @ k.transpose(1, 2) / size**0.5 + mask, -1) @ v
        x = x + a.transpose(0, 1).reshape(-1, HIDDEN) @ weights(layer + "self_attn.o_proj.weight", HIDDEN, HIDDEN).T
        n = norm(x, layer + "post_attention_layernorm.weight")
        gate = F.silu(n @ weights(layer + "mlp.gate_proj.weight", INNER, HIDDEN).T)
        up = n @ weights(layer + "mlp.up_proj.weight", INNER, HIDDEN).T
        x = x + (gate * up) @ weights(layer + "mlp.down_proj.weight", HIDDEN, INNER).T
    return norm(x, "language_model.model.norm.weight")


def linear(x, name, outputs):
    return x @ weights(name + ".weight", outputs, x.shape[-1]).T + weights(name + ".bias", outputs)


def logits(x):
    return linear(F.gelu(linear(decoder(x)[-1], "gen_head.output_mlp_projector", HIDDEN)), "gen_head.vision_head", CODES)


def embed(token):
    x = weights("gen_embed.weight", CODES, CODE)[token]
    return linear(F.gelu(linear(x, "gen_aligner.layers.0", HIDDEN)), "gen_aligner.layers.2", HIDDEN)


def conv(x, name, outputs, side):
    return F.conv2d(x, weights(name + ".weight", outputs, x.shape[1], side, side), weights(name + ".bias", outputs), padding=side // 2)


def group(x, name):
    return F.group_norm(x, 32, weights(name + ".weight", x.shape[1]), weights(name + ".bias", x.shape[1]), 1e-6)


def residual(x, name, outputs):
    h = conv(F.silu(group(x, name + ".norm1")), name + ".conv1", outputs, 3)
    h = conv(F.silu(group(h, name + ".norm2")), name + ".conv2", outputs, 3)
    return h + (x if x.shape[1] == outputs else conv(x, name + ".nin_shortcut", outputs, 1))


def attention(x, name):
    n, c = group(x, name + ".norm"), x.shape[1]
    q, k, v = (conv(n, f"{name}.{part}", c, 1).flatten(2)[0] for part in "qkv")
    a = torch.softmax(q.T @ k * c**-0.5, -1)
    return x + conv((v @ a.T).view_as(x), name + ".proj_out", c, 1)


def picture(tokens):
    vq, d = "gen_vision_model.", "gen_vision_model.decoder."
    codes = F.normalize(weights(vq + "quantize.embedding.weight", CODES, CODE), dim=-1)[tokens]
    x = conv(codes.T.reshape(1, CODE, GRID, GRID), vq + "post_quant_conv", Z, 1)
    x = conv(x, d + "conv_in", MIDDLE, 3)
    x = residual(x, d + "mid.0", MIDDLE)
    x = attention(x, d + "mid.1")
    x = residual(x, d + "mid.2", MIDDLE)
    for level, width in enumerate(LEVELS):
        for block in range(3):
            x = residual(x, f"{d}conv_blocks.{level}.res.{block}", width)
            if level == 0:
                x = attention(x, f"{d}conv_blocks.0.attn.{block}")
        if level < len(LEVELS) - 1:
            x = conv(F.interpolate(x, scale_factor=2.0, mode="nearest"), f"{d}conv_blocks.{level}.upsample.conv", width, 3)
    x = conv(F.silu(group(x, d + "norm_out")), d + "conv_out", 3, 3)
    return ((x[0].permute(1, 2, 0) + 1) / 2 * 255).clip(0, 255)


def codes(pixels):  # (height, width, 3) of bytes -> (places, code size)
    vq, e = "gen_vision_model.", "gen_vision_model.encoder."
    x = ((pixels.float() / 255 - 0.5) / 0.5).permute(2, 0, 1)[None]
    x = conv(x, e + "conv_in", ENCODER_LEVELS[0], 3)
    for level, width in enumerate(ENCODER_LEVELS):
        last = level == len(ENCODER_LEVELS) - 1
        for block in range(2):
            x = residual(x, f"{e}conv_blocks.{level}.res.{block}", width)
            if last:
                x = attention(x, f"{e}conv_blocks.{level}.attn.{block}")
        if not last:
            name = f"{e}conv_blocks.{level}.downsample.conv"
            x = F.conv2d(F.pad(x, (0, 1, 0, 1)), weights(name + ".weight", width, width, 3, 3), weights(name + ".bias", width), stride=2)
    x = residual(x, e + "mid.0", x.shape[1])
    x = attention(x, e + "mid.1")
    x = residual(x, e + "mid.2", x.shape[1])
    x = conv(F.silu(group(x, e + "norm_out")), e + "conv_out", Z, 3)
    return conv(x, vq + "quant_conv", CODE, 1)[0].flatten(1).T


def nearest(z, book):
    distances, ids = torch.cdist(z.double(), book.double()).topk(2, largest=False)
    return ids[:, 0].tolist(), (distances[:, 1] - distances[:, 0]).min().item()


if __name__ == "__main__":
    cases = json.loads((here / "tokens-deepseek/cases.json").read_text())
    wanted = next(case["ids"] for case in cases if case["text"].startswith("<|User|>:"))
    added = json.loads((here / "tokens-deepseek/tokenizer.json").read_text())["added_tokens"]
    pad = next(token["id"] for token in added if "pad" in token["content"])
    blank = [wanted[0], *[pad] * (len(wanted) - 2), wanted[-1]]

    table = weights("language_model.model.embed_tokens.weight", WORDS, HIDDEN)
    streams = [table[wanted], table[blank]]
    tokens, steps = [], []
    for _ in range(GRID * GRID):
        both = [logits(x) for x in streams]
        steps.append([[round(v, 6) for v in one.tolist()] for one in both])
        tokens.append(int((both[1] + GUIDANCE * (both[0] - both[1])).argmax()))
        streams = [torch.cat([x, embed(tokens[-1])[None]]) for x in streams]

    pixels = picture(torch.tensor(tokens))
    # What was drawn, and the same upside down.
    drawn = pixels.to(torch.uint8)
    book = weights("gen_vision_model.quantize.embedding.weight", CODES, CODE)
    encoded, untamed = [], []
    for one in [drawn, drawn.flip(0)]:
        z = codes(one)
        ids, margin = nearest(F.normalize(z, dim=-1), F.normalize(book, dim=-1))
        encoded.append(ids)
        # As Hugging Face's port searches: neither side is brought to length 1, which gives other tokens.
        untamed.append(nearest(z, book)[0])
        assert margin > 1e-4 and encoded[-1] != untamed[-1], margin
        print(ids, "margin", margin, "others where nothing has length 1:", sum(a != b for a, b in zip(ids, untamed[-1])))

    result = {"wanted": wanted, "blank": blank, "tokens": tokens, "first_logits": steps[0], "last_logits": steps[-1],
              "encoded": encoded, "encoded_at_full_length": untamed}
    (here / "janus.json").write_text(json.dumps(result) + "\n")
    (here / "janus-pixels.bin").write_bytes(pixels.to(torch.uint8).numpy().tobytes())
    print(tokens, "pixels from", pixels.min().item(), "to", pixels.max().item(), "mean", pixels.mean().item(), "std", pixels.std().item())
