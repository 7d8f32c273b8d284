// A model that is installed on the gateway's machine, through the AI SDK: node local-ai.mjs <major version of ai> <model> <mask>
import { key, origin, sizeOf, tell } from "./gateway.mjs";

globalThis.AI_SDK_LOG_WARNINGS = false;
const version = Number(process.argv[2]);
const { gatewayVersion, path } = { 5: { gatewayVersion: 2, path: "/v1/ai" }, 6: { gatewayVersion: 3, path: "/v3/ai" }, 7: { gatewayVersion: 4, path: "/v4/ai" } }[version];
const ai = await import(`ai${version}`);
const { createGateway } = await import(`gateway${gatewayVersion}`);
const generateImage = ai.generateImage ?? ai.experimental_generateImage;
const gateway = createGateway({ baseURL: origin + path, apiKey: key });
const model = gateway.imageModel(process.argv[3]);

const drawn = await generateImage({ model, prompt: "a red balloon", size: "96x96", seed: 7 });
const again = await generateImage({ model, prompt: "a red balloon", size: "96x96", seed: 7, providerOptions: { gateway: { user: "again" } } });
const two = await generateImage({ model, prompt: "a cup", n: 2 });
const wide = await generateImage({ model, prompt: "a cup", aspectRatio: "3:2" });

// ai 5 has no pictures in prompts.
const edited = version > 5
  ? sizeOf((await generateImage({ model, prompt: { text: "a blue sea", images: [drawn.image.uint8Array], mask: Buffer.from(process.argv[4], "base64") } })).image.uint8Array)
  : null;
const { models } = await gateway.getAvailableModels();

tell({
  drawn: sizeOf(drawn.image.uint8Array),
  cost: drawn.providerMetadata.gateway.cost,
  provider: drawn.providerMetadata.gateway.routing?.finalProvider ?? null,
  same: drawn.image.base64 === again.image.base64,
  two: two.images.map((image) => sizeOf(image.uint8Array)),
  wide: sizeOf(wide.image.uint8Array),
  edited,
  listed: models.some((known) => known.id === process.argv[3] && known.modelType === "image"),
});
