import { describe, expect, test } from "vitest";
import type { UserFiles } from "../../../src/config/user-files.ts";
import type { Environment } from "../../../src/context.ts";
import { createSecretKeeper } from "../../../src/redact.ts";
import { effectiveKey } from "../../../src/wizard/effective-key.ts";
import { venice } from "../providers/manifests.ts";

function resolve(config: object, env: Environment = {}, dotenv = "") {
  const files = { config: { value: config }, dotenv: { text: dotenv } } as unknown as UserFiles;
  const key = effectiveKey(files, venice, env, createSecretKeeper([]));
  if (key.kind !== "found") return key;
  const { value, source } = key.credential;
  return { kind: key.kind, value: value.reveal(), source };
}

const block = (apiKey: unknown) => ({ models: { providers: { venice: { apiKey } } } });
const from = (place: string, variable = "VENICE_API_KEY") => ({ kind: "variable", variable, place });

describe("the key that OpenClaw would use", () => {
  test("the shell's variable wins over the file, the file over the config's env block", () => {
    const config = { ...block("${VENICE_API_KEY}"), env: { vars: { VENICE_API_KEY: "in-config" } } };
    expect(resolve(config, { VENICE_API_KEY: "in-shell" }, "VENICE_API_KEY=in-file")).toEqual({
      kind: "found",
      value: "in-shell",
      source: from("environment"),
    });
    expect(resolve(config, {}, "VENICE_API_KEY=in-file")).toMatchObject({ value: "in-file", source: from("dotenv") });
    expect(resolve(config)).toMatchObject({ value: "in-config", source: from("config-vars") });
  });

  test("a plain key in the provider's block wins over every variable", () => {
    expect(resolve(block("plain"), { VENICE_API_KEY: "in-shell" })).toEqual({
      kind: "found",
      value: "plain",
      source: { kind: "block" },
    });
  });

  test("the variable that the config refers to counts, not the usual one", () => {
    expect(resolve(block("${MINE}"), { VENICE_API_KEY: "usual", MINE: "mine" })).toMatchObject({
      value: "mine",
      source: from("environment", "MINE"),
    });
    expect(resolve(block("${MINE}"), { VENICE_API_KEY: "usual" })).toEqual({ kind: "missing", variable: "MINE" });
  });

  test("without a block the provider's own variable counts", () => {
    expect(resolve({}, {}, "VENICE_API_KEY=in-file")).toMatchObject({ value: "in-file" });
    expect(resolve({})).toEqual({ kind: "missing", variable: "VENICE_API_KEY" });
  });
});

describe("why there is none", () => {
  test("an empty variable of the shell keeps the file out, but not the config's env block", () => {
    expect(resolve({}, { VENICE_API_KEY: "" }, "VENICE_API_KEY=in-file")).toEqual({
      kind: "hidden",
      variable: "VENICE_API_KEY",
    });
    expect(resolve({ env: { vars: { VENICE_API_KEY: "in-config" } } }, { VENICE_API_KEY: "" })).toMatchObject({
      value: "in-config",
    });
  });

  test("a reference to a file, a command or several variables is not followed", () => {
    expect(resolve(block({ source: "exec", provider: "vault", id: "x" }))).toEqual({
      kind: "external",
      source: "exec",
    });
    expect(resolve(block("${A}${B}"))).toEqual({ kind: "external", source: "variables" });
  });
});
