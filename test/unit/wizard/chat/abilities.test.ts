import { describe, expect, test } from "vitest";
import { checkAbilities } from "../../../../src/wizard/chat/abilities.ts";
import type { ChatOptions } from "../../../../src/wizard/chat/chat-options.ts";
import { unlistedModel } from "../../../../src/wizard/model.ts";
import { refusalOf } from "../../../support/refusal.ts";
import { venice } from "../../providers/manifests.ts";
import { catalog, model, plain } from "./chats.ts";

const check = (id: string, options: Partial<ChatOptions>) =>
  checkAbilities({ ...plain, ...options }, model(id), catalog, venice);

describe("what a model is known not to do is refused, with one that does", () => {
  test.each([
    ["images", "llama-3.3-70b", { images: ["a.png"] }, "does not understand images", "venice/qwen3-vl-235b-a22b"],
    [
      "functions",
      "venice-uncensored",
      { tools: "t.json" },
      "calls no functions, which --tools",
      "venice/llama-3.3-70b",
    ],
    ["results of functions", "venice-uncensored", { toolResults: "r.json" }, "--tool-results", "venice/llama-3.3-70b"],
    ["efforts", "llama-3.3-70b", { effort: "low" }, "cannot be told how hard to think", "venice/zai-org-glm-5-2"],
  ] as const)("%s", async (_, id, options, message, instead) => {
    const refusal = await refusalOf(() => check(id, options));
    expect(refusal).toMatchObject({ code: "model-lacks-ability", exit: 2, hint: `One that does: --model ${instead}` });
    expect(refusal.message).toContain(message);
  });

  test("and where there is none, that too", async () => {
    const lonely = { ...catalog, models: [model("llama-3.3-70b")] };
    const options = { ...plain, images: ["a.png"] };
    const refusal = await refusalOf(() => checkAbilities(options, model("llama-3.3-70b"), lonely, venice));
    expect(refusal.hint).toBe("Leave --image out.");
  });

  test("a private model is given no anonymized one in its place", async () => {
    const anonymized = catalog.models.filter(
      ({ privacy, capabilities }) => privacy === "anonymized" && capabilities.vision,
    );
    const others = { ...catalog, models: [model("llama-3.3-70b"), ...anonymized] };
    const options = { ...plain, images: ["a.png"] };
    const refusal = await refusalOf(() => checkAbilities(options, model("llama-3.3-70b"), others, venice));
    expect(refusal.hint).toBe("Leave --image out.");
  });
});

test.each([
  ["JSON by a schema", { responseFormat: "json" }, { responseSchema: false }, "--response-format"],
  ["searches", { webSearch: "on" }, { webSearch: false }, "--web-search"],
] as const)("%s are refused where the list says so", async (_, options, lacking, flag) => {
  const usual = model("llama-3.3-70b");
  const unable = { ...usual, capabilities: { ...usual.capabilities, ...lacking } };
  const others = { ...catalog, models: [unable, ...catalog.models] };
  const refusal = await refusalOf(() => checkAbilities({ ...plain, ...options }, unable, others, venice));
  expect(refusal.message).toContain(flag);
  expect(() => checkAbilities({ ...plain, webSearch: "off" }, unable, others, venice)).not.toThrow();
});

test("an effort that the model does not have is refused with those it has", async () => {
  expect(() => check("zai-org-glm-5-2", { effort: "high" })).not.toThrow();
  const refusal = await refusalOf(() => check("zai-org-glm-5-2", { effort: "low" }));
  expect(refusal).toMatchObject({
    code: "effort-unknown",
    hint: "It has: --effort none or --effort high or --effort max",
  });
});

test("more images than a model reads at once are refused", async () => {
  const images = (count: number) => ({ images: Array.from({ length: count }, (_, at) => `${at}.png`) });
  expect(() => check("claude-opus-5", images(10))).not.toThrow();
  expect(await refusalOf(() => check("claude-opus-5", images(11)))).toMatchObject({ code: "too-many-images" });
  const refusal = await refusalOf(() => check("qwen3-vl-235b-a22b", images(2)));
  expect(refusal.message).toContain("reads one image at a time, and 2 were given");
});

test("of a model that is in no list nothing is known, so nothing is refused", () => {
  const options = { ...plain, images: ["a.png"], tools: "t.json", effort: "low", responseFormat: "json" };
  expect(() => checkAbilities(options, unlistedModel("new-model"), catalog, venice)).not.toThrow();
});
