// npm openai against a budget or a limit: how often it asks, and what it is told: node limits.mjs <major version>
import { key, origin, tell, thrownBy } from "./gateway.mjs";

const { default: OpenAI } = await import(`openai${process.argv[2]}`);
let asked = 0;
const counted = (...request) => {
  asked++;
  return fetch(...request);
};

// As it comes out of the box it repeats twice; a repeat of a 429 would wait for the minute to end.
const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, fetch: counted });
const draw = (options) => client.images.generate({ model: "dall-e-2", prompt: "a cup", size: "256x256" }, options);

let error = await draw().then(() => null, (thrown) => thrown);
const askedOnce = asked;
error ??= await thrownBy(() => draw({ maxRetries: 0 }));

tell({
  asked: askedOnce,
  error: [error.constructor.name, error.status, error.type, error.code],
  message: error.message,
  headers: ["x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "retry-after", "x-ratelimit-reset-requests"].map((name) => error.headers.get(name)),
});
