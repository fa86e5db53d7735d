import { describe, expect, test } from "vitest";
import { maskConfig, maskDotenv } from "../../../src/config/mask.ts";

describe("other people's secrets in a config are shown to nobody", () => {
  test.each([
    ["a bot's token", 'botToken: "hunter2"', 'botToken: "…"'],
    ["a key in quotes", '"apiKey": "hunter2"', '"apiKey": "…"'],
    ["single quotes", "password: 'hunter2'", 'password: "…"'],
    ["whatever the case", 'BOT_TOKEN: "hunter2"', 'BOT_TOKEN: "…"'],
    ["an escaped key", '"api\\u004bey": "hunter2"', '"api\\u004bey": "…"'],
    ["all below a secret-like key", 'auth: { user: "hunter2", more: ["hunter2"] }', 'auth: { user: "…", more: ["…"] }'],
    ["a list", "allowedTokens: [\"hunter2\", 'hunter2']", 'allowedTokens: ["…", "…"]'],
    ["a webhook, whose address is the secret", 'webhookUrl: "https://x/hunter2"', 'webhookUrl: "…"'],
    ["a cookie", 'cookie: "hunter2"', 'cookie: "…"'],
    [
      "all of env, whatever its names",
      'env: { FOO: "hunter2", vars: { BAR: "hunter2" } }',
      'env: { FOO: "…", vars: { BAR: "…" } }',
    ],
    ["a text over two lines", 'token: "hun\\\nter2 hunter2"', 'token: "…"\n'],
    ["a password in an address", 'url: "https://me:hunter2@host/x"', 'url: "https://…@host/x"'],
    ["a user in an address", 'proxy: "http://hunter2@host"', 'proxy: "http://…@host"'],
  ])("%s", (_, member, shown) => {
    expect(maskConfig(`{ ${member} }`)).toBe(`{ ${shown} }`);
  });

  test.each([
    ["a text that is a reference in part", '{ token: "hunter2-${SUFFIX}" }'],
    ["a header with a reference in it", '{ headers: { Authorization: "Basic hunter2 ${X}" } }'],
  ])("%s", (_, text) => {
    expect(maskConfig(text)).not.toContain("hunter2");
  });
});

describe("what is no secret stays readable", () => {
  test.each([
    ['{ apiKey: "${VENICE_API_KEY}" }'],
    ['{ token: "$BOT_TOKEN" }'],
    ['{ env: { vars: { A: "${B}" } } }'],
    ['{ name: "my bot", port: 8080, token: null, password: "" }'],
    ["{ gateway: { env: 'production' } }"],
    ["// a comment\n{ /* another */ a: 1, }\n"],
    ['{ url: "https://host/path@x" }'],
    [""],
    ["// nothing but this\n"],
    ["[]"],
  ])("%s", (text) => {
    expect(maskConfig(text)).toBe(text);
  });

  test("no line is lost or added: the diff shows the line that changes", () => {
    const text = '{\r\n  token: "a\\\r\nb",\r\n  // c\r\n  mode: "x",\r\n}\r\n';
    expect(maskConfig(text).split("\n")).toHaveLength(text.split("\n").length);
    expect(maskConfig(text)).toContain('  mode: "x",\r\n');
  });

  test("however deep, without an overflow", () => {
    const deep = 20_000;
    const text = `${'{"a":'.repeat(deep)}{"token":"hunter2"}${"}".repeat(deep)}`;
    expect(maskConfig(text)).toContain('{"token":"…"}');
  });
});

describe(".env shows names, never values", () => {
  test.each([
    ["A=hunter2", "A=…"],
    ["A = hunter2", "A = …"],
    ["export A='hunter2' # mine", "export A=…"],
    ["A: hunter2", "A: …"],
    ["A=", "A=…"],
    ["# a comment", "# a comment"],
    ["", ""],
    ["A=hunter2\nB=hunter2\n", "A=…\nB=…\n"],
    ["A=hunter2\r\n# c\r\n", "A=…\r\n# c\r\n"],
    ['A="hun\nter2"\nB=1', "A=…\n…\nB=…"],
    ["hunter2", "…"],
    ["\ufeffA=hunter2", "\ufeffA=…"],
  ])("%j is %j", (text, shown) => {
    expect(maskDotenv(text)).toBe(shown);
  });

  test.each([
    ["line ends of the old Mac", "A=hunter2\rB=hunter2"],
    ["a line separator", "A=x\u2028hunter2"],
    ["a comment sign inside a value over two lines", 'A="x\n#hunter2\n"'],
    ["the end of a base64 line inside a value", 'A="x\nhunter2==\n"'],
  ])("also with %s", (_, text) => {
    expect(maskDotenv(text)).not.toContain("hunter2");
  });
});

test("an old key in a comment is not shown, the words around it are", () => {
  expect(maskConfig("{ a: 1, // old key: sk-ant-api03-abc123def456, since March\n}")).toBe(
    "{ a: 1, // old key: …, since March\n}",
  );
  expect(maskDotenv("# was vapi_0123456789abcdef\nA=1\n")).toBe("# was …\nA=…\n");
});

test("a comment of a million letters is masked at once", () => {
  const comment = `/*${"x".repeat(1_000_000)}*/`;
  expect(maskConfig(`{ ${comment} }`)).toBe(`{ ${comment} }`);
  expect(maskDotenv(`#${"x".repeat(1_000_000)}\n`)).toHaveLength(1_000_002);
});

test("words of 10 MB are masked, in a comment and in a text that cannot be read", () => {
  const word = "x".repeat(10_000_000);
  expect(maskConfig(`{ /*${word}*/ }`).length).toBe(word.length + 8);
  expect(maskConfig(`{ ${word}`)).toMatch(/^\{ \*+$/);
});

test("a hundred thousand URLs in one word take no square of that", () => {
  const urls = "://a:".repeat(100_000);
  expect(maskConfig(`{ a: "${urls}" }`)).toContain(urls);
  expect(maskConfig(`{ a: "${urls}@host" }`)).toBe('{ a: "://…@host" }');
});

test("of a text that cannot be read only the keys and short words are left, line for line", () => {
  const text = `{\n  token: "hunter2hunter2",\r\n  port: 80 on\n  "path" "C:\\users"\n`;
  expect(maskConfig(text)).toBe(`{\n  token: "**************",\r\n  port: 80 on\n  "path" "C:******"\n`);
});
