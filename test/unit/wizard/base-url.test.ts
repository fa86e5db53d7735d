import { describe, expect, test } from "vitest";
import { CliError } from "../../../src/errors.ts";
import { en } from "../../../src/messages/en.ts";
import { type BaseUrlSources, resolveBaseUrl } from "../../../src/wizard/base-url.ts";

const manifest = "https://api.venice.ai/api/v1";
const resolved = (sources: Partial<BaseUrlSources>) =>
  resolveBaseUrl({
    flag: undefined,
    config: undefined,
    manifest,
    resolve: () => undefined,
    allowInsecure: false,
    ...sources,
  });

function refusal(sources: Partial<BaseUrlSources>): CliError {
  try {
    resolved(sources);
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("flag, then config, then manifest", () => {
  test.each([
    ["the flag", { flag: "https://flag.example/v1", config: "https://config.example/v1" }, "https://flag.example/v1"],
    ["the config", { config: "https://config.example/v1" }, "https://config.example/v1"],
    ["the manifest", {}, manifest],
    ["the manifest, where the config's text is blank", { config: "  " }, manifest],
    ["the manifest, where the config holds no text", { config: 7 }, manifest],
  ])("%s", (_, sources, text) => {
    expect(resolved(sources)).toEqual({ text, url: text });
  });

  test("a flag comes without the spaces and slashes that were copied along", () => {
    expect(resolved({ flag: " https://flag.example/v1// " }).text).toBe("https://flag.example/v1");
  });
});

describe("a reference in the config", () => {
  const resolve = (name: string) => (name === "GATEWAY" ? "https://gateway.example" : undefined);

  test("is followed for requests, and stays a reference in the file", () => {
    expect(resolved({ config: "${GATEWAY}/v1", resolve })).toEqual({
      text: "${GATEWAY}/v1",
      url: "https://gateway.example/v1",
    });
  });

  test("to a variable nobody has set is named in the error", () => {
    const { code, parameters } = refusal({ config: "${NOBODY}/v1", resolve });
    expect(code).toBe("base-url-invalid");
    expect(parameters).toMatchObject({ url: "${NOBODY}/v1" });
  });

  test("to a variable with a password in it is refused without showing it", () => {
    const { parameters } = refusal({ config: "${GATEWAY}/v1", resolve: () => "https://me:hunter2@gateway.example" });
    expect(parameters).toMatchObject({ reason: "credentials" });
    expect(JSON.stringify(parameters)).not.toContain("hunter2");
  });

  test("to a plain http address is refused as one", () => {
    expect(refusal({ config: "${GATEWAY}/v1", resolve: () => "http://gateway.example" }).code).toBe(
      "base-url-insecure",
    );
  });
});

describe("what is no base URL", () => {
  test.each([
    ["venice.ai", "address"],
    ["", "address"],
    ["https://", "address"],
    ["ftp://api.venice.ai/v1", "protocol"],
    ["file:///etc/passwd", "protocol"],
    ["https://me@api.venice.ai/v1", "credentials"],
    ["https://me:hunter2@api.venice.ai/v1", "credentials"],
    ["https://api.venice.ai/v1?x=1", "query"],
    ["https://api.venice.ai/v1#x", "query"],
  ])("%j: %s", (flag, reason) => {
    const { code, parameters } = refusal({ flag });
    expect(code).toBe("base-url-invalid");
    expect(parameters).toMatchObject({ reason });
  });

  test.each([
    "https://me:hunter2@api.venice.ai/v1",
    "ftp://me:hunter2@api.venice.ai/v1",
    "wss://me:hunter2@api.venice.ai/v1",
  ])("of %s the error shows no password", (flag) => {
    const { parameters } = refusal({ flag });
    const { message, hint } = en.errors["base-url-invalid"](parameters as { url: string; reason: string });
    expect(message + hint).not.toContain("hunter2");
  });
});

describe("plain http, which shows the key to everybody on the way", () => {
  test.each([
    "http://api.example/v1",
    "http://192.168.1.5:8080",
    "http://0.0.0.0:1",
    "http://localhost.example",
    "http://127.0.0.1.example",
  ])("%s is refused", (flag) => {
    expect(refusal({ flag }).code).toBe("base-url-insecure");
    expect(resolved({ flag, allowInsecure: true }).url).toBe(flag);
  });

  test.each([
    "http://localhost:1234/v1",
    "http://api.localhost",
    "http://127.0.0.1:8080",
    "http://127.1.2.3",
    "http://127.1",
    "http://[::1]:3000",
    "http://LOCALHOST",
  ])("%s never leaves this computer", (flag) => {
    expect(resolved({ flag }).url).toBe(flag);
  });
});
