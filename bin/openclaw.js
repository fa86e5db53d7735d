#!/usr/bin/env node
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `openclaw needs Node 20.19 or newer; this is Node ${process.versions.node}. Get one at https://nodejs.org`,
  );
  process.exitCode = 1;
} else if (process.argv.length === 3 && ["--version", "-V"].includes(process.argv[2])) {
  console.log(require("../package.json").version);
} else {
  const { main } = require("../dist/main.cjs");
  const { version } = require("../package.json");
  main(process, { version }).then((code) => {
    process.exitCode = code;
  });
}
