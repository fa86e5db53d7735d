// `npm start`: installs, builds, and runs `openclaw onboard`; after `--`, the arguments are the whole command line instead.
import { createRequire } from "node:module";
import { build, installIfNeeded } from "./install.js";

installIfNeeded();
build();
// npm runs scripts in the repository; paths on the command line are meant from where the person stands.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
if (process.argv.length === 2) process.argv.push("onboard");
createRequire(import.meta.url)("../bin/openclaw.js");
