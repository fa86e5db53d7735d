import fc from "fast-check";
import JSON5 from "json5";
import { afterAll, beforeAll, describe, test, vi } from "vitest";
import { checkEdit } from "../../src/config/json5/check.ts";
import { editJson5 } from "../../src/config/json5/edit.ts";
import type { Operation } from "../../src/config/json5/merge.ts";
import { chooser, generateText, textStyles } from "../support/json5-generator.ts";
import { cases, expectFaithfulEdit, expectUndoable, finite, numbers } from "../support/json5-properties.ts";

const runs = { numRuns: Number(process.env.FUZZ_CASES ?? 2000) };
const editor = { edit: editJson5, check: checkEdit };

vi.setConfig({ testTimeout: 30_000 + 10 * runs.numRuns });

beforeAll(() => {
  // json5 warns of every raw U+2028 in a string.
  vi.spyOn(console, "warn").mockReturnValue();
});
afterAll(() => {
  vi.restoreAllMocks();
});

describe.each(textStyles)("a %s text", (style) => {
  test("means after an edit what text and operations mean together, and everything else in it stays", () => {
    fc.assert(
      fc.property(cases(style), (each) => expectFaithfulEdit(editor, each)),
      runs,
    );
  });

  test("is not touched when there is nothing to do", () => {
    fc.assert(
      fc.property(numbers, (forText) => {
        const { text } = generateText(style, chooser(forText));
        const restated: Operation = { op: "merge", path: [], value: finite(JSON5.parse(text)) ?? {} };
        for (const operations of [[], [restated]]) {
          const result = editJson5(text, operations);
          if (result.text !== text || result.changed || result.edits.length > 0)
            throw new Error(`became ${result.text}`);
        }
      }),
      runs,
    );
  });
});

test.each(["json", "jsonc", "human"] as const)(
  "a %s text is what it was when a member is added and deleted again",
  (style) => {
    fc.assert(
      fc.property(cases(style), (each) => expectUndoable(editor, each)),
      runs,
    );
  },
);
