// npm openai against a provider that is slower than the client's patience: node repeat.mjs <major version> <key> <address that lets the provider go on> [idempotency key]
import { origin, sizeOf, tell } from "./gateway.mjs";

const [version, key, goOn, idempotencyKey] = process.argv.slice(2);
const { default: OpenAI } = await import(`openai${version}`);
const attempts = [];
const client = new OpenAI({
  baseURL: `${origin}/v1`, apiKey: key, timeout: 2000, maxRetries: 4,
  fetch: async (url, init) => {
    attempts.push(new Headers(init.headers).get("x-stainless-retry-count"));
    if (attempts.length === 2) {
      // The repeat is on its way when the provider goes on.
      setTimeout(() => fetch(goOn), 200);
    }

    return fetch(url, init);
  },
});
const { data, response } = await client.images
  .generate({ model: "gpt-image-2", prompt: "a fox" }, idempotencyKey ? { headers: { "Idempotency-Key": idempotencyKey } } : {})
  .withResponse();

tell({
  attempts,
  size: sizeOf(Buffer.from(data.data[0].b64_json, "base64")),
  replayed: response.headers.get("x-tessera-replayed"),
  cost: response.headers.get("x-tessera-cost"),
});
