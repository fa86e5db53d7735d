/** The part of JSON Schema that `templates/provider.schema.json` uses. */
export interface Schema {
  readonly $schema?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}

const known = new Set(
  (
    "$schema $defs title description $ref type enum pattern minLength minimum minItems uniqueItems items required " +
    "properties additionalProperties"
  ).split(" "),
);

/**
 * What is wrong with a value by a schema, as "path: complaint"; nothing when it satisfies it. Throws at a keyword it does not
 * know, so that no rule is passed over in silence.
 */
export function complaints(value: unknown, schema: Schema, root: Schema = schema, path = "$"): string[] {
  const strange = Object.keys(schema).find((keyword) => !known.has(keyword));
  if (strange) throw new Error(`No check for the keyword ${strange}`);

  const found: string[] = [];
  const refuse = (wrong: boolean, complaint: string) => {
    if (wrong) found.push(`${path}: ${complaint}`);
  };
  const descend = (part: unknown, rule: Schema, at: string) => {
    found.push(...complaints(part, rule, root, path + at));
  };

  if (schema.$ref) {
    const target = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
    if (!target) throw new Error(`Nothing at ${schema.$ref}`);
    descend(value, target, "");
  }
  if (schema.type) refuse(!isOfType(value, schema.type), `is not of type ${schema.type}`);
  if (schema.enum) refuse(!schema.enum.includes(value), `is none of ${schema.enum}`);
  if (typeof value === "string") {
    if (schema.pattern) refuse(!new RegExp(schema.pattern, "u").test(value), `does not match ${schema.pattern}`);
    if (schema.minLength) refuse(value.length < schema.minLength, `is shorter than ${schema.minLength}`);
  }
  if (typeof value === "number" && schema.minimum !== undefined) {
    refuse(value < schema.minimum, `is below ${schema.minimum}`);
  }
  if (Array.isArray(value)) {
    if (schema.minItems) refuse(value.length < schema.minItems, `has fewer than ${schema.minItems} items`);
    if (schema.uniqueItems) refuse(new Set(value).size < value.length, "repeats an item");
    for (const [at, item] of value.entries()) if (schema.items) descend(item, schema.items, `[${at}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const name of schema.required ?? []) if (!(name in value)) found.push(`${path}.${name}: is missing`);
    for (const [name, part] of Object.entries(value)) {
      const rule = schema.properties?.[name] ?? schema.additionalProperties;
      if (rule === false) found.push(`${path}.${name}: is unknown`);
      else if (typeof rule === "object") descend(part, rule, `.${name}`);
    }
  }
  return found;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
