// Makes src/Tessera.Gateway/Tokens/o200k_base.bin again from the npm package `tiktoken`:
//
//   npm pack tiktoken@1.0.22 && tar xzf tiktoken-1.0.22.tgz
//   node eng/make-vocabulary.mjs package/encoders/o200k_base.json src/Tessera.Gateway/Tokens/o200k_base.bin
//
// The file is one Brotli stream: the number of tokens (32 bits, little-endian), the length of each token in bytes
// (one byte each, in the order of their ranks), then the bytes of all tokens in the same order.

import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const [source, target] = process.argv.slice(2);
const lines = JSON.parse(readFileSync(source, 'utf8')).bpe_ranks.split('\n').filter((line) => line.length > 0);
const tokens = [];
for (const line of lines) {
  // A mark, the rank of the first token, then the tokens in base64.
  const [, first, ...words] = line.split(' ');
  words.forEach((word, i) => { tokens[Number(first) + i] = Buffer.from(word, 'base64'); });
}

for (let rank = 0; rank < tokens.length; rank++) {
  if (tokens[rank] === undefined || tokens[rank].length === 0 || tokens[rank].length > 255) {
    throw new Error(`rank ${rank} has no token of 1 to 255 bytes`);
  }
}

const count = Buffer.alloc(4);
count.writeUInt32LE(tokens.length);
const packed = Buffer.concat([count, Buffer.from(tokens.map((token) => token.length)), ...tokens]);
const compressed = brotliCompressSync(packed, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: packed.length },
});
writeFileSync(target, compressed);
console.log(`${tokens.length} tokens, ${packed.length} bytes, ${compressed.length} compressed`);
