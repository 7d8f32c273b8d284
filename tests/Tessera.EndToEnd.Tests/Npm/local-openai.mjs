// A model that is installed on the gateway's machine, through npm openai: node local-openai.mjs <major version> <model>
import { key, origin, sizeOf, tell } from "./gateway.mjs";

const { default: OpenAI, toFile } = await import(`openai${process.argv[2]}`);
const model = process.argv[3];
const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0 });
const bytes = (item) => Buffer.from(item.b64_json, "base64");
const file = (png, name) => toFile(png, name, { type: "image/png" });

const { data: generated, response } = await client.images.generate({ model, prompt: "a red balloon", size: "96x96", quality: "high", seed: 7 }).withResponse();
const again = await client.images.generate({ model, prompt: "a red balloon", size: "96x96", quality: "high", seed: 7, user: "again" });
const two = await client.images.generate({ model, prompt: "a red balloon", n: 2 });
const picture = bytes(generated.data[0]);

// All of the mask is closed but for what the script is given: a picture with alpha.
const mask = Buffer.from(process.argv[4], "base64");
const edited = await client.images.edit({ model, prompt: "a blue sea", image: await file(picture, "a.png"), mask: await file(mask, "mask.png") });
const varied = await client.images.createVariation({ model, image: await file(picture, "a.png"), n: 2 });

const events = [];
for await (const event of await client.images.generate({ model, prompt: "a boat", stream: true, partial_images: 2 })) {
  events.push([event.type, sizeOf(bytes(event))]);
}

tell({
  generated: sizeOf(picture),
  provider: response.headers.get("x-tessera-provider"),
  cost: response.headers.get("x-tessera-cost"),
  usage: generated.usage.output_tokens,
  same: picture.equals(bytes(again.data[0])),
  two: [two.data.length, bytes(two.data[0]).equals(bytes(two.data[1]))],
  edited: sizeOf(bytes(edited.data[0])),
  varied: varied.data.map((item) => sizeOf(bytes(item))),
  events,
  listed: (await client.models.list()).data.some((known) => known.id === model),
});
