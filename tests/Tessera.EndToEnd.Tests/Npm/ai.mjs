// The AI SDK with its gateway provider: node ai.mjs <major version of ai>
import { key, origin, sizeOf, tell, thrownBy } from "./gateway.mjs";

globalThis.AI_SDK_LOG_WARNINGS = false;
const version = Number(process.argv[2]);
const { gatewayVersion, path } = { 5: { gatewayVersion: 2, path: "/v1/ai" }, 6: { gatewayVersion: 3, path: "/v3/ai" }, 7: { gatewayVersion: 4, path: "/v4/ai" } }[version];
const ai = await import(`ai${version}`);
const { createGateway, GatewayAuthenticationError, GatewayInvalidRequestError, GatewayModelNotFoundError } = await import(`gateway${gatewayVersion}`);
const generateImage = ai.generateImage ?? ai.experimental_generateImage;
const gateway = createGateway({ baseURL: origin + path, apiKey: key });
const sketch = gateway.imageModel("tessera/sketch");

const balloon = await generateImage({ model: gateway.imageModel("openai/gpt-image-1"), prompt: "A red balloon on a wooden table.", size: "1024x1024", providerOptions: { openai: { quality: "low" } } });
const seeded = await generateImage({ model: sketch, prompt: "a forest", size: "64x64", seed: 7 });
const again = await generateImage({ model: sketch, prompt: "a forest", size: "64x64", seed: 7 });
const two = await generateImage({ model: sketch, prompt: "a cup", size: "64x64", n: 2 });
const split = await generateImage({ model: sketch, prompt: "a cup", size: "64x64", n: 2, maxImagesPerCall: 1 });
const wide = await generateImage({ model: gateway.imageModel("openai/dall-e-3"), prompt: "a cup", aspectRatio: "16:9" });
const warned = await generateImage({ model: sketch, prompt: "a cup", size: "64x64", providerOptions: { openai: { style: "vivid" } } });

// ai 5 has no pictures in prompts.
let edited = null;
if (version > 5) {
  const clear = await generateImage({ model: sketch, prompt: "a red balloon, icon", size: "64x64", providerOptions: { openai: { background: "transparent" } } });
  const changed = await generateImage({ model: sketch, size: "64x64", prompt: { text: "make it blue", images: [seeded.image.uint8Array], mask: clear.image.uint8Array } });
  edited = sizeOf(changed.image.uint8Array);
}

const wrongKey = await thrownBy(() => generateImage({ model: createGateway({ baseURL: origin + path, apiKey: "sk-wrong" }).imageModel("tessera/sketch"), prompt: "a", maxRetries: 0 }));
const unknownModel = await thrownBy(() => generateImage({ model: gateway.imageModel("openai/gpt-image-99"), prompt: "a", maxRetries: 0 }));
const badCall = await thrownBy(() => generateImage({ model: sketch, prompt: "", maxRetries: 0 }));
const { models } = await gateway.getAvailableModels();
const credits = await gateway.getCredits();

tell({
  balloon: [sizeOf(balloon.image.uint8Array), balloon.image.mediaType],
  metadata: Object.keys(balloon.providerMetadata),
  perImage: balloon.providerMetadata.openai.images.length,
  cost: balloon.providerMetadata.gateway.cost,
  usage: balloon.usage ?? null,
  sameSeedSamePicture: seeded.image.base64 === again.image.base64,
  two: two.images.map((image) => sizeOf(image.uint8Array)),
  split: split.images.length,
  wide: sizeOf(wide.image.uint8Array),
  warnings: warned.warnings.map((warning) => warning.type),
  edited,
  wrongKey: GatewayAuthenticationError.isInstance(wrongKey),
  unknownModel: [GatewayModelNotFoundError.isInstance(unknownModel), unknownModel.modelId, unknownModel.statusCode],
  badCall: GatewayInvalidRequestError.isInstance(badCall),
  hasModel: models.some((model) => model.id === "openai/gpt-image-1" && model.modelType === "image"),
  credits: typeof credits.balance,
});
