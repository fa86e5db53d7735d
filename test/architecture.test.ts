import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";
import { expect, test } from "vitest";

const src = fileURLToPath(new URL("../src/", import.meta.url));

/** The floors, from the top. A file imports from its own room or from a lower floor; rooms of one floor are strangers. */
const floors: readonly (readonly string[])[] = [
  ["main.ts"],
  ["cli.ts"],
  ["cli/"],
  ["commands/"],
  ["run/"],
  ["wizard/"],
  ["terminal/", "config/", "providers/"],
  ["files/"],
  ["errors.ts"],
  ["messages/", "context.ts", "redact.ts"],
];

/** Each outside thing has one owner. */
const owners: readonly { readonly thing: RegExp; readonly owner: RegExp }[] = [
  { thing: /^commander$/, owner: /^cli(\.ts|\/)/ },
  { thing: /^(@inquirer\/|ora$|chalk$)/, owner: /^terminal\// },
  { thing: /^json5$/, owner: /^config\// },
  { thing: /^node:fs/, owner: /^files\// },
  { thing: /^(node:(https?|net|tls|dns)|https-proxy-agent|proxy-from-env)$/, owner: /^providers\// },
  { thing: /^node:(process|child_process|worker_threads)$/, owner: /^nobody$/ },
  { thing: /^virtual:templates$/, owner: /^(main\.ts|run\/)/ },
  { thing: /^virtual:completion-scripts$/, owner: /^commands\// },
];

interface Import {
  readonly file: string;
  /** A path below src/, or the name of a package or of a module of Node's. */
  readonly target: string;
  readonly typeOnly: boolean;
}

const files = filesBelow(src).filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
const modules = files.map((file) => ({ file, text: readFileSync(join(src, file), "utf8") }));
const imports = modules.flatMap(({ file, text }) => importsOf(file, text));

test("imports of every kind are seen", () => {
  const text = `import type { A } from "./a.ts"; import { type B } from "../b.ts"; import c from "commander";
    export { d } from "./d.ts"; const e = () => import("./e.ts"); type F = import("./f.ts").F;`;
  expect(importsOf("wizard/x.ts", text).map(({ target, typeOnly }) => `${target}${typeOnly ? " (type)" : ""}`)).toEqual(
    ["wizard/a.ts (type)", "b.ts (type)", "commander", "wizard/d.ts", "wizard/e.ts", "wizard/f.ts (type)"],
  );
  expect(imports.length).toBeGreaterThan(100);
});

test("every file has its floor", () => {
  expect(files.filter((file) => floorOf(file) === -1)).toEqual([]);
});

test("imports lead down, or stay in their room", () => {
  const breaches = imports
    .filter(({ target }) => files.includes(target))
    .filter(({ file, target }) => roomOf(file) !== roomOf(target) && floorOf(target) <= floorOf(file))
    // The ground floor may speak of its own types.
    .filter(({ file, typeOnly }) => !(typeOnly && floorOf(file) === floors.length - 1));
  expect(breaches.map(arrow)).toEqual([]);
});

test("commands do not import commands, and context.ts imports nothing", () => {
  const breaches = imports.filter(
    ({ file, target }) => (file.startsWith("commands/") && target.startsWith("commands/")) || file === "context.ts",
  );
  expect(breaches.map(arrow)).toEqual([]);
});

test("no imports go in a circle", () => {
  const next = new Map(files.map((file) => [file, new Set<string>()]));
  for (const { file, target, typeOnly } of imports) if (!typeOnly && next.has(target)) next.get(file)?.add(target);
  expect(circleIn(next)).toBeUndefined();
});

test("each outside thing has one owner", () => {
  const breaches = owners.flatMap(({ thing, owner }) =>
    imports.filter(({ file, target }) => thing.test(target) && !owner.test(file)),
  );
  expect(breaches.map(arrow)).toEqual([]);
});

test("the network has one owner within its room", () => {
  const users = new Set(imports.filter(({ target }) => /^node:https?$/.test(target)).map(({ file }) => file));
  expect([...users]).toEqual(["providers/http.ts"]);
});

test("nobody but main touches the process, and nobody ends it", () => {
  const users = modules.flatMap(({ file, text }) =>
    identifiersOf(text).includes("process") && file !== "main.ts" ? [file] : [],
  );
  expect(users).toEqual([]);
  expect(modules.filter(({ text }) => /\bprocess\.exit\b|\.reallyExit\b/.test(text)).map(({ file }) => file)).toEqual(
    [],
  );
});

test("a provider is named in one place of the code: the default", () => {
  const named = modules.flatMap(({ file, text }) =>
    textsOf(text)
      .filter((part) => /venice/i.test(part))
      .map(() => file),
  );
  expect(named).toEqual(["providers/registry.ts"]);
});

test("no code asks whether it is under test, and there are no barrels, no util and no default exports", () => {
  for (const { file, text } of modules) {
    expect(text, file).not.toMatch(/VITEST|NODE_ENV/);
    expect(text, file).not.toMatch(/^export (\*|default)/m);
    expect(file).not.toMatch(/(^|\/)(index|utils?|helpers?)\.ts$/);
  }
});

test("modules hold no state of their own", () => {
  const holders = modules.flatMap(({ file, text }) => (/^(export )?(let|var) /m.test(text) ? [file] : []));
  expect(holders).toEqual([]);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [relative(src, path)];
  });
}

function floorOf(file: string): number {
  return floors.findIndex((rooms) =>
    rooms.some((room) => (room.endsWith("/") ? file.startsWith(room) : file === room)),
  );
}

function roomOf(file: string): string {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : file;
}

function arrow({ file, target }: Import): string {
  return `${file} -> ${target}`;
}

/** Any node of the syntax tree. */
interface Syntax {
  readonly type: string;
  readonly [field: string]: unknown;
}

function parse(text: string): Syntax {
  return parseAst(text, { lang: "ts" }) as unknown as Syntax;
}

function* walk(value: unknown): Generator<Syntax> {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
    return;
  }
  if ("type" in value && typeof value.type === "string") yield value as Syntax;
  for (const field of Object.values(value)) yield* walk(field);
}

function importsOf(file: string, text: string): Import[] {
  const result: Import[] = [];
  for (const node of walk(parse(text))) {
    const isImport = [
      "ImportDeclaration",
      "ExportNamedDeclaration",
      "ExportAllDeclaration",
      "ImportExpression",
      "TSImportType",
    ].includes(node.type);
    const source = (node.source ?? node.argument) as { value?: unknown } | null | undefined;
    if (!isImport || typeof source?.value !== "string") continue;
    const target = source.value.startsWith(".")
      ? relative(src, resolve(src, dirname(file), source.value))
      : source.value;
    result.push({ file, target, typeOnly: isTypeOnly(node) });
  }
  return result;
}

function isTypeOnly(node: Syntax): boolean {
  if (node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = node.specifiers as readonly { importKind?: string }[] | undefined;
  return (
    specifiers !== undefined && specifiers.length > 0 && specifiers.every(({ importKind }) => importKind === "type")
  );
}

/** Names used as free values: not those of properties, parameters or types. */
function identifiersOf(text: string): string[] {
  const names: string[] = [];
  const parameters = new Set<string>();
  for (const node of walk(parse(text))) {
    if (node.type === "Identifier" && node.typeAnnotation) parameters.add(String(node.name));
    if (node.type !== "MemberExpression") continue;
    const object = node.object as Syntax;
    if (object.type === "Identifier") names.push(String(object.name));
  }
  return names.filter((name) => !parameters.has(name));
}

/** The texts and names of a module, without its comments and without the name of this package. */
function textsOf(text: string): string[] {
  const parts: string[] = [];
  for (const node of walk(parse(text))) {
    if (node.type === "Identifier") parts.push(String(node.name));
    if (node.type === "Literal" && typeof node.value === "string") parts.push(node.value);
    if (node.type === "TemplateElement") parts.push(String((node.value as { cooked?: string }).cooked));
  }
  return parts.map((part) => part.replaceAll("openclaw-venice", ""));
}

function circleIn(next: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file].join(" -> ");
    if (done.has(file)) return undefined;
    for (const target of next.get(file) ?? []) {
      const circle = visit(target, [...trail, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}
