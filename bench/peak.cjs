// Runs the program that is named, if any, and writes the most memory this process ever held, in KiB, to descriptor 3.
const { readFileSync, writeSync } = require("node:fs");

process.on("exit", () => {
  writeSync(3, /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "");
});
process.argv.splice(1, 1);
if (process.argv[1]) require(process.argv[1]);
