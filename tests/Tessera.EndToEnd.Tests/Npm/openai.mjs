// npm openai, unchanged but for address and key: node openai.mjs <major version>
import { key, origin, sizeOf, tell, thrownBy } from "./gateway.mjs";

const { default: OpenAI, toFile } = await import(`openai${process.argv[2]}`);
const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0 });
const bytes = (item) => Buffer.from(item.b64_json, "base64");

const generated = await client.images.generate({ model: "gpt-image-1", prompt: "A red balloon on a wooden table.", size: "1024x1024", quality: "low" });
const two = await client.images.generate({ model: "dall-e-2", prompt: "a cup", n: 2, size: "256x256", response_format: "b64_json" });
const asAddress = await client.images.generate({ model: "dall-e-2", prompt: "a cup", size: "256x256" });
const fetched = await fetch(asAddress.data[0].url);

const picture = bytes(two.data[0]);
const edited = await client.images.edit({ model: "tessera/sketch", prompt: "make it blue", size: "256x256", image: await toFile(picture, "cup.png", { type: "image/png" }) });
const editedMany = await client.images.edit({
  model: "tessera/sketch", prompt: "both together", size: "256x256",
  image: [await toFile(picture, "a.png", { type: "image/png" }), await toFile(bytes(two.data[1]), "b.png", { type: "image/png" })],
});
const varied = await client.images.createVariation({ model: "dall-e-2", image: await toFile(picture, "cup.png", { type: "image/png" }), size: "256x256", response_format: "b64_json" });

const events = [];
for await (const event of await client.images.generate({ model: "tessera/sketch", prompt: "a boat", size: "64x64", stream: true, partial_images: 2 })) {
  events.push({ type: event.type, index: event.partial_image_index, size: sizeOf(bytes(event)) });
}

const editEvents = [];
for await (const event of await client.images.edit({ model: "tessera/sketch", prompt: "bluer", size: "64x64", stream: true, partial_images: 1, image: await toFile(picture, "cup.png", { type: "image/png" }) })) {
  editEvents.push(event.type);
}

const messages = [{ role: "user", content: "A red balloon on a wooden table." }];
const { data: chat, response } = await client.chat.completions.create({ model: "openai/gpt-image-1", messages }).withResponse();
const chunks = [];
for await (const chunk of await client.chat.completions.create({ model: "openai/gpt-image-1", messages, stream: true })) {
  chunks.push(...Object.keys(chunk.choices[0].delta));
}

const wrongKey = await thrownBy(() => new OpenAI({ baseURL: `${origin}/v1`, apiKey: "sk-wrong", maxRetries: 0 }).images.generate({ model: "gpt-image-1", prompt: "a" }));
const unknownModel = await thrownBy(() => client.images.generate({ model: "gpt-image-99", prompt: "a" }));
const tooLong = await thrownBy(() => client.images.generate({ model: "dall-e-2", prompt: "a".repeat(1001) }));
const models = await client.models.list();

tell({
  generated: sizeOf(bytes(generated.data[0])),
  outputTokens: generated.usage.output_tokens,
  two: two.data.map((item) => sizeOf(bytes(item))),
  fetched: [fetched.status, sizeOf(await fetched.arrayBuffer())],
  edited: sizeOf(bytes(edited.data[0])),
  editedMany: sizeOf(bytes(editedMany.data[0])),
  varied: sizeOf(bytes(varied.data[0])),
  events,
  editEvents,
  chat: {
    content: chat.choices[0].message.content,
    picture: sizeOf(Buffer.from(chat.choices[0].message.images[0].image_url.url.split(",")[1], "base64")),
    cost: response.headers.get("x-tessera-cost"),
  },
  chunks,
  wrongKey: [wrongKey.constructor.name, wrongKey.status, wrongKey.code],
  unknownModel: [unknownModel.constructor.name, unknownModel.code, unknownModel.param],
  tooLong: [tooLong.status, tooLong.code, tooLong.param],
  hasModel: models.data.some((model) => model.id === "openai/gpt-image-1"),
  model: (await client.models.retrieve("openai/gpt-image-1")).id,
});
