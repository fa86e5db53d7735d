import { statSync } from "node:fs";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { configPath, dotenvPath, expectHidden, subjects } from "../support/onboarding.ts";
import { manifests, run } from "../support/run.ts";

describe.each(subjects)("$label", (subject) => {
  const { id, label, choice, flag, variable, key, defaultModel } = subject;
  const flags = (baseUrl: string) => ["onboard", "--non-interactive", "--auth-choice", choice, "--base-url", baseUrl];

  test("a good key: a config that refers to it, a key file, and the key nowhere else", async () => {
    const server = await subject.start();
    const result = await run([...flags(server.baseUrl), flag, key], { manifests });
    expect(result.stderr).toContain(`${label} is set up. Default model: ${id}/${defaultModel}`);
    expect(result.code).toBe(0);
    expect(result.stdout).toBe("");
    const config = JSON5.parse(result.home.files()[configPath] ?? "");
    expect(config.agents.defaults.model).toEqual({ primary: `${id}/${defaultModel}` });
    expect(config.models.mode).toBe("merge");
    expect(config.models.providers).toEqual({
      [id]: {
        baseUrl: server.baseUrl,
        apiKey: `\${${variable}}`,
        api: "openai-completions",
        models: [expect.objectContaining({ id: defaultModel, input: ["text"] })],
      },
    });
    expect(result.home.files()[dotenvPath]).toBe(`${variable}=${key}\n`);
    expect(result.home.mode(dotenvPath)).toBe(0o600);
    expect(result.home.mode(configPath)).toBe(0o600);
    expect(result.home.mode(".openclaw")).toBe(0o700);
    expectHidden(key, result, [dotenvPath]);
  });

  test("the same again: nothing is written, no backup, no new time on any file", async () => {
    const server = await subject.start();
    const { home } = await run([...flags(server.baseUrl), flag, key], { manifests });
    const before = home.files();
    const times = () => Object.keys(before).map((path) => statSync(home.at(path)).mtimeMs);
    const timesBefore = times();
    const again = await run([...flags(server.baseUrl), flag, key], { home, manifests });
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("No changes");
    expect(home.files()).toEqual(before);
    expect(times()).toEqual(timesBefore);
  });

  test("a key the provider does not know: exit 4, and no file at all", async () => {
    const server = await subject.start();
    const stranger = `${key.slice(0, -4)}zzzz`;
    const result = await run([...flags(server.baseUrl), flag, stranger], { manifests });
    expect(result.code).toBe(4);
    expect(result.stderr).toContain(`${label} rejected the key given with ${flag}`);
    expect(result.home.files()).toEqual({});
    expectHidden(stranger, result, []);
  });

  test("the printed command does the same in another home, with the key in the variable", async () => {
    const server = await subject.start();
    const first = await run([...flags(server.baseUrl), flag, key], { manifests });
    const command = /^ {2}(openclaw onboard .*)$/m.exec(first.stderr)?.[1] ?? "";
    expect(command).not.toContain(key);
    const second = await run(command.split(" ").slice(1), { manifests, env: { [variable]: key } });
    expect(second.code).toBe(0);
    expect(second.home.files()[configPath]).toBe(first.home.files()[configPath]);
    expect(second.home.files()[dotenvPath]).toBe(first.home.files()[dotenvPath]);
  });

  test("asks the provider twice and on one connection: the key, then its models", async () => {
    const server = await subject.start();
    await run([...flags(server.baseUrl), flag, key], { manifests });
    expect(server.requests.map(({ method, key: sent }) => [method, sent])).toEqual([
      ["GET", key],
      ["GET", key],
    ]);
    expect(server.connections).toBe(1);
  });
});

test("an unknown --auth-choice: exit 2, with the valid ones", async () => {
  const result = await run(["onboard", "--non-interactive", "--auth-choice", "nope"], { manifests });
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('Unknown --auth-choice "nope"');
  expect(result.stderr).toContain("venice-api-key");
  expect(result.stderr).toContain("acme-api-key");
});

test("without --auth-choice the flag that gives the key says which provider is meant", async () => {
  const [, acme] = subjects;
  if (!acme) throw new Error("acme is missing");
  const server = await acme.start();
  const result = await run(["onboard", "--non-interactive", acme.flag, acme.key, "--base-url", server.baseUrl], {
    manifests,
  });
  expect(result.code).toBe(0);
  expect(result.stderr).toContain("Acme Models is set up");
});

test("the key of one provider with the choice of another: exit 2", async () => {
  const result = await run(
    ["onboard", "--non-interactive", "--auth-choice", "venice-api-key", "--acme-api-key", "acme_0123456789"],
    { manifests },
  );
  expect(result.code).toBe(2);
  expect(result.stderr).toContain("--auth-choice venice-api-key and --acme-api-key contradict each other");
});
