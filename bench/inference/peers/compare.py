"""Runs peers in turns, round by round, and prints each one's median and best milliseconds and how they compare.

usage: compare.py ROUNDS COMMAND [COMMAND ...]
Each command says ready and then answers every line with lines of "name<TAB>milliseconds" and "done".
"""

import os
import statistics
import subprocess
import sys


def until(peer, word):
    lines = []
    for line in peer.stdout:
        line = line.strip()
        if line == word:
            return lines
        lines.append(line)
    sys.exit(f"a peer ended: {' '.join(map(str, peer.args))}")


def start(command):
    peer = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for line in until(peer, "ready"):
        print(line)
    return peer


rounds = int(sys.argv[1])
peers = [start(command) for command in sys.argv[2:]]
times = {}
for i in range(rounds):
    for peer in peers:
        peer.stdin.write("\n")
        peer.stdin.flush()
        for line in until(peer, "done"):
            name, value = line.rsplit("\t", 1)
            times.setdefault(name, []).append(float(value))
    print(f"round {i + 1} of {rounds}, load {os.getloadavg()[0]:.1f}")
for peer in peers:
    peer.stdin.close()
    peer.wait()

ours = "tessera int8"
print(f"\n{'a guidance pair':<22}{'median ms':>12}{'best ms':>10}{'by ' + ours:>20}")
for name, values in times.items():
    # The median of the ratios round by round, since what neighbours do changes from round to round.
    ratio = statistics.median(a / b for a, b in zip(values, times[ours]))
    print(f"{name:<22}{statistics.median(values):>12.1f}{min(values):>10.1f}{'' if name == 'probe' else f'{ratio:.2f}':>20}")
probe = times["probe"]
print(f"\nprobe: 1 GiB in {min(probe):.1f} ms, {2**30 / min(probe) / 1e6:.1f} GB/s at best, {2**30 / statistics.median(probe) / 1e6:.1f} at the median")
if 2**30 / min(probe) / 1e6 < 40:
    print("The memory was never read at 40 GB/s: this machine was too busy for these figures to be quoted.")
