import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FileChange } from "../../../src/config/user-files.ts";
import { diffOf } from "../../../src/wizard/diff.ts";

const change = (file: FileChange["file"], before: string | undefined, after: string): FileChange => ({
  file,
  path: "/file",
  before,
  after,
  backup: undefined,
});
const lines = (file: FileChange["file"], before: string | undefined, after: string) =>
  diffOf(change(file, before, after)).map(({ sign, text }) => `${sign} ${text}`);

describe("the config", () => {
  test("a new file is all there, line by line", () => {
    expect(lines("config", undefined, '{\n  // first\n  mode: "merge",\n}\n')).toEqual([
      "+ {",
      "+   // first",
      '+   mode: "merge",',
      "+ }",
    ]);
  });

  test("only what changes is shown, no line around it", () => {
    const text = (mode: string) => `{\n  above: 1,\n  mode: "${mode}",\n  below: 2,\n}\n`;
    expect(lines("config", text("merge"), text("replace"))).toEqual(['-   mode: "merge",', '+   mode: "replace",']);
  });

  test("nothing is shown where nothing changes", () => {
    expect(lines("config", "{}\n", "{}\n")).toEqual([]);
  });

  test("two texts of very many lines that have little in common are shown whole, at once", () => {
    const text = (word: string) =>
      `{\n  a: [\n${Array.from({ length: 200_000 }, (_, n) => `    "${word} ${n}",\n`).join("")}  ],\n}\n`;
    const shown = lines("config", text("old"), text("new"));
    expect(shown).toHaveLength(400_000);
    expect(shown[0]).toBe('-     "old 0",');
    expect(shown.at(-1)).toBe('+     "new 199999",');
  });

  test("a key that is replaced shows that it is, and nothing of either", () => {
    const text = (key: string) => `{\n  apiKey: "${key}",\n}\n`;
    expect(lines("config", text("sk-old-secret"), text("sk-new-secret"))).toEqual([
      '-   apiKey: "…",',
      '+   apiKey: "…",',
    ]);
    expect(lines("config", text("sk-old-secret"), text("${VENICE_API_KEY}"))).toEqual([
      '-   apiKey: "…",',
      '+   apiKey: "${VENICE_API_KEY}",',
    ]);
  });

  test("lines are matched though a secret above them spans two lines", () => {
    const text = (mode: string) => `{\n  token: "one\\\n two",\n  mode: "${mode}",\n}\n`;
    expect(lines("config", text("merge"), text("replace"))).toEqual(['-   mode: "merge",', '+   mode: "replace",']);
  });

  test.each(["\r\n", "\n"])("with line ends %j no line looks changed that is not", (lineEnd) => {
    const text = (mode: string) => ["{", "  above: 1,", `  mode: "${mode}",`, "}", ""].join(lineEnd);
    expect(lines("config", text("a"), text("b"))).toEqual(['-   mode: "a",', '+   mode: "b",']);
  });

  describe("written in one line", () => {
    const filler = Array.from({ length: 60 }, (_, index) => `"setting${index}":${index}`).join(",");
    const text = (mode: string) => `{${filler},"mode":"${mode}",${filler}}`;

    test("shows what changes, and not the whole screen full around it", () => {
      const shown = lines("config", text("merge"), text("replace"));
      expect(shown).toHaveLength(2);
      expect(shown[0]).toContain('"mode":"merge"');
      expect(shown[1]).toContain('"mode":"replace"');
      for (const line of shown) expect(line.length).toBeLessThan(160);
    });

    test("shows no secret that stands on the same line", () => {
      const secret = (mode: string) => `{"channels":{"telegram":{"botToken":"123:telegram-secret"}},"mode":"${mode}"}`;
      for (const line of lines("config", secret("merge"), secret("replace")))
        expect(line).not.toContain("telegram-secret");
    });
  });
});

describe("the .env file", () => {
  test("shows names, never values", () => {
    expect(lines("dotenv", undefined, "VENICE_API_KEY=vapi_secret\n")).toEqual(["+ VENICE_API_KEY=…"]);
    expect(lines("dotenv", "A=1\nVENICE_API_KEY=old\n", "A=1\nVENICE_API_KEY=new\n")).toEqual([
      "- VENICE_API_KEY=…",
      "+ VENICE_API_KEY=…",
    ]);
  });

  test("other people's lines are not shown at all", () => {
    const shown = lines("dotenv", "OPENAI_API_KEY=sk-other\n", "OPENAI_API_KEY=sk-other\nVENICE_API_KEY=x\n");
    expect(shown).toEqual(["+ VENICE_API_KEY=…"]);
  });

  test("a missing line end at its end is no change of the last line", () => {
    expect(lines("dotenv", "A=1", "A=1\nVENICE_API_KEY=x\n")).toEqual(["+ VENICE_API_KEY=…"]);
  });

  test("line ends of the old Mac show no value either", () => {
    const shown = lines("dotenv", "OTHER=hunter2\rVENICE_API_KEY=old\r", "OTHER=hunter2\rVENICE_API_KEY=new\r");
    expect(shown.join("\n")).not.toMatch(/hunter2|old|new/);
  });
});

test("no more lines are shown than must change, whatever the files hold", () => {
  const file = fc.array(fc.constantFrom("A=1", "B=2", "# note", "", "C=3"), { maxLength: 8 });
  const text = (all: readonly string[]) => all.map((each) => `${each}\n`).join("");
  fc.assert(
    fc.property(file, file, (before, after) => {
      const shown = diffOf(change("dotenv", text(before), text(after)));
      const count = (sign: string) => shown.filter((each) => each.sign === sign).length;
      const kept = longestInBoth(before, after);
      expect([count("-"), count("+")]).toEqual([before.length - kept, after.length - kept]);
    }),
    { numRuns: 300 },
  );
});

/** How many lines the two have in common, in their order. */
function longestInBoth(before: readonly string[], after: readonly string[]): number {
  const [head, ...rest] = before;
  if (head === undefined) return 0;
  const at = after.indexOf(head);
  const without = longestInBoth(rest, after);
  return at < 0 ? without : Math.max(without, 1 + longestInBoth(rest, after.slice(at + 1)));
}
