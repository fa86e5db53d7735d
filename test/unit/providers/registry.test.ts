import { manifests } from "virtual:templates";
import { describe, expect, test } from "vitest";
import { createRegistry } from "../../../src/providers/registry.ts";
import { acme, venice } from "./manifests.ts";

describe("the registry", () => {
  const registry = createRegistry([acme, venice]);

  test("finds a provider by its --auth-choice and by its id", () => {
    expect(registry.byChoice("venice-api-key")).toBe(venice);
    expect(registry.byChoice("acme-api-key")).toBe(acme);
    expect(registry.byId("acme")).toBe(acme);
  });

  test.each(["", "venice", "VENICE-API-KEY", "__proto__", "constructor"])("has no choice %j", (choice) => {
    expect(registry.byChoice(choice)).toBeUndefined();
  });

  test("keeps the order given, and means Venice when nobody names a provider", () => {
    expect(registry.all).toEqual([acme, venice]);
    expect(registry.default).toBe(venice);
    expect(createRegistry(manifests).default.id).toBe("venice");
  });

  test("serves a build that has only another provider", () => {
    expect(createRegistry([acme]).default).toBe(acme);
  });

  test("does not come up with two providers of one name, nor with none", () => {
    const twin = { ...acme, auth: { ...acme.auth, choice: "other" } };
    expect(() => createRegistry([acme, twin])).toThrow("share");
    expect(() => createRegistry([acme, { ...acme, id: "other" }])).toThrow("share");
    expect(() => createRegistry([])).toThrow("no provider");
  });
});
