import fc from "fast-check";
import { expect, test } from "vitest";
import { byCommander, quickly, runnableCommands } from "../support/command-lines.ts";

const commands = runnableCommands();
const names = [...new Set(commands.flatMap(({ path }) => path))];
const globals = ["--profile", "--dev", "--no-color", "--debug", "--version", "--help", "-h", "-V"];
const oddWords = [
  "",
  "-",
  "--",
  "-x",
  "-5",
  "--nonsense",
  "--json=1",
  "--search=a",
  "--no-json",
  "__proto__",
  "ñ",
  "a b",
];

/** A line that names a command and goes on with flags of its own and of others, values, commands and nonsense. */
const line = fc.constantFrom(...commands).chain(({ path, command }) => {
  const flags = command.options.flatMap(({ long, short }) => [long, short]).filter((flag) => flag !== undefined);
  const choices = command.options.flatMap(({ argChoices }) => argChoices ?? []);
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...flags, ...flags, ...globals) },
    { weight: 4, arbitrary: fc.constantFrom("venice/llama-3.3-70b", "10", "text", ...choices, ...choices) },
    { weight: 1, arbitrary: fc.constantFrom(...names, ...oddWords) },
  );
  return fc.array(word, { maxLength: 6 }).map((words) => [...path, ...words]);
});

test("a line that is read quickly means what commander makes of it", () => {
  const numRuns = Number(process.env.FUZZ_CASES ?? 2000);
  fc.assert(
    fc.property(line, (argv) => {
      const read = quickly(argv);
      if (read) expect(read).toEqual(byCommander(argv));
    }),
    { numRuns },
  );
});
