// The AI SDK with its OpenAI provider, which speaks OpenAI's own images API.
import { createOpenAI } from "@ai-sdk/openai";
import { generateImage } from "ai7";
import { key, origin, sizeOf, tell } from "./gateway.mjs";

globalThis.AI_SDK_LOG_WARNINGS = false;
const openai = createOpenAI({ baseURL: `${origin}/v1`, apiKey: key });

const generated = await generateImage({ model: openai.image("gpt-image-1"), prompt: "A red balloon on a wooden table.", size: "1024x1024", providerOptions: { openai: { quality: "low" } } });
const older = await generateImage({ model: openai.image("dall-e-2"), prompt: "a cup", size: "256x256", n: 2 });
const edited = await generateImage({ model: openai.image("gpt-image-1"), size: "1024x1024", prompt: { text: "make it blue", images: [older.image.uint8Array] }, providerOptions: { openai: { quality: "low" } } });

tell({
  generated: sizeOf(generated.image.uint8Array),
  outputTokens: generated.usage.outputTokens,
  older: older.images.map((image) => sizeOf(image.uint8Array)),
  edited: sizeOf(edited.image.uint8Array),
});
