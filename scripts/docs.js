// `npm run docs`: builds, and writes the pages that are made of the program's own help.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedPages } from "./generated-pages.js";
import { build, installIfNeeded, root } from "./install.js";

installIfNeeded();
build();
for (const [path, text] of generatedPages()) writeFileSync(join(root, path), text);
