// A guidance pair in llama.cpp: two sequences that go on by one token each, batched by the library.
// usage: node llama.mjs THREADS NAME=FILE.gguf ...
// Says ready; then for each line that comes, a name and the milliseconds of a pair for each file, and done.
import { createInterface } from "node:readline";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";

const [threads, ...files] = process.argv.slice(2);
const prompt = 300; // tokens before, as in our steps
const tokens = 24;
const rewindAt = 600;
const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.error, maxThreads: Number(threads) });
const pairs = [];
for (const file of files) {
  const [name, path] = file.split("=");
  const model = await llama.loadModel({ modelPath: path, useMmap: false });
  const context = await model.createContext({ sequences: 2, contextSize: 1024, threads: Number(threads), batchSize: 512 });
  const sequences = [context.getSequence(), context.getSequence()];
  pairs.push({ name, sequences });
  await begin(sequences);
  await step(sequences, 4);
}

console.log("ready");
for await (const _ of createInterface({ input: process.stdin })) {
  for (const { name, sequences } of pairs) {
    if (sequences[0].nextTokenIndex > rewindAt) {
      await Promise.all(sequences.map((sequence) => sequence.clearHistory()));
      await begin(sequences);
    }
    const times = await step(sequences, tokens);
    console.log(`llama.cpp ${name}\t${times[times.length >> 1].toFixed(2)}`);
  }
  console.log("done");
}
process.exit(0);

async function begin(sequences) {
  const before = Array.from({ length: prompt }, (_, i) => 300 + i);
  await Promise.all(sequences.map((sequence) => sequence.evaluateWithoutGeneratingNewTokens(before)));
}

async function step(sequences, count) {
  const times = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await Promise.all(sequences.map((sequence) => sequence.evaluateWithoutGeneratingNewTokens([400 + i])));
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}
