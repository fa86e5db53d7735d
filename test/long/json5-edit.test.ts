import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { checkEdit } from "../../src/config/json5/check.ts";
import { editJson5 } from "../../src/config/json5/edit.ts";
import { textStyles } from "../support/json5-generator.ts";
import { cases, expectFaithfulEdit } from "../support/json5-properties.ts";

const documents = 20_000;
const editor = { edit: editJson5, check: checkEdit };

beforeAll(() => {
  // json5 warns of every raw U+2028 in a string.
  vi.spyOn(console, "warn").mockReturnValue();
});
afterAll(() => {
  vi.restoreAllMocks();
});

test.each(textStyles)(
  "20,000 %s documents mean after an edit what they should, and all else in them stays",
  (style) => {
    let tried = 0;
    fc.assert(
      fc.property(cases(style), (each) => {
        tried++;
        expectFaithfulEdit(editor, each);
      }),
      { numRuns: documents },
    );
    expect(tried).toBe(documents);
  },
);
