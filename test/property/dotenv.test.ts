import dotenv from "dotenv";
import fc from "fast-check";
import { test } from "vitest";
import { readDotenv, removeFromDotenv, writeDotenv } from "../../src/config/dotenv.ts";

const lineEnd = fc.constantFrom("\n", "\r\n", "\n\n");
const value = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom("'a'", '"b c"', "`d`", "'two\nlines'", '"KEY=x\nKEY=y"', "", " spaced ", "x # comment", "'unclosed"),
);
const line = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("", "export ", "  "),
      fc.constantFrom("KEY", "A", "B.C", "KEYS"),
      fc.constantFrom("=", " = ", ": "),
      value,
    )
    .map((parts) => parts.join("")),
  fc.constantFrom("", "# comment", "# KEY=commented out", "not an assignment"),
);
const file = fc.array(fc.tuple(line, lineEnd), { maxLength: 8 }).map((lines) => lines.flat().join(""));
const key = fc
  .stringMatching(/^[A-Za-z0-9_#$ '"-]{1,20}$/)
  .filter((text) => text.trim() === text && !(text.includes("'") && text.includes('"')));
const runs = { numRuns: Number(process.env.FUZZ_CASES ?? 3000) };

test("a file is read as the dotenv package reads it", () => {
  fc.assert(
    fc.property(file, (text) => {
      const theirs = dotenv.parse(text).KEY;
      const ours = readDotenv(text, "KEY")?.replace(/\r\n?/g, "\n");
      if (ours !== theirs) throw new Error(`${JSON.stringify(ours)} is not ${JSON.stringify(theirs)}`);
    }),
    runs,
  );
});

test("a key that was set is read back, and nothing else in the file means anything else", () => {
  fc.assert(
    fc.property(file, key, (text, secret) => {
      if (!/^[\w-]*$/.test(secret) && /['"`]/.test(text)) return; // an open quote elsewhere may swallow a quoted key: refused
      const after = writeDotenv(text, "KEY", secret);
      const { KEY: before, ...others } = dotenv.parse(text);
      const { KEY: read, ...othersAfter } = dotenv.parse(after);
      if (read !== secret)
        throw new Error(`read back ${JSON.stringify(read)} from ${JSON.stringify(after)} (it was ${before})`);
      if (JSON.stringify(others) !== JSON.stringify(othersAfter))
        throw new Error(`others changed: ${JSON.stringify(after)}`);
      if (writeDotenv(after, "KEY", secret) !== after) throw new Error("setting it twice changed the file again");
      if (readDotenv(removeFromDotenv(after, "KEY"), "KEY") !== undefined)
        throw new Error("it is still there after removal");
    }),
    runs,
  );
});
