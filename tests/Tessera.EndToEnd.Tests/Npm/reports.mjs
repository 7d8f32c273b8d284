// The AI SDK's questions about money: what a call cost, what was spent, what is left.
import { key, origin, tell } from "./gateway.mjs";

const version = Number(process.argv[2]);
const { createGateway } = await import(`gateway${version - 3}`);
const { experimental_generateImage, generateImage = experimental_generateImage } = await import(`ai${version}`);
const gateway = createGateway({ baseURL: `${origin}/${{ 5: "v1", 6: "v3", 7: "v4" }[version]}/ai`, apiKey: key });

const before = await gateway.getCredits();
const { providerMetadata } = await generateImage({
  model: gateway.imageModel("openai/gpt-image-1"),
  prompt: "a red balloon",
  size: "1024x1024",
  providerOptions: { openai: { quality: "low" }, gateway: { user: `user-${version}`, tags: [`npm-${version}`, "clients"] } },
});
const info = await gateway.getGenerationInfo({ id: providerMetadata.gateway.generationId });
const day = process.env.TESSERA_DAY;
const range = { startDate: day, endDate: day };
const byTag = await gateway.getSpendReport({ ...range, groupBy: "tag", userId: `user-${version}` });
const byDay = await gateway.getSpendReport({ ...range, tags: [`npm-${version}`] });
const byHour = await gateway.getSpendReport({ ...range, datePart: "hour", tags: [`npm-${version}`] });
const byCredential = await gateway.getSpendReport({ ...range, groupBy: "credential_type", credentialType: "system" });
const after = await gateway.getCredits();
const unknown = await gateway.getGenerationInfo({ id: "gen_01JZ0000000000000000000001" }).catch((error) => [error.statusCode, error.name]);

tell({ before, after, info, byTag, byDay, byHour, byCredential, unknown });
