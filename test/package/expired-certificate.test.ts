import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createHome } from "../support/home.ts";
import { certificatePath, httpsServer, json } from "../support/servers.ts";

const program = fileURLToPath(new URL("../../bin/openclaw.js", import.meta.url));

/** Node reads NODE_EXTRA_CA_CERTS when it starts, so that only a process of its own can trust a certificate of ours. */
async function askWith(certificate: "self-signed" | "expired"): Promise<{ code: unknown; stderr: string }> {
  const { port } = await httpsServer((_, response) => json(response, 200, { data: [{ id: "good" }] }), certificate);
  const home = createHome({
    ".openclaw/openclaw.json": `{ models: { providers: { venice: { baseUrl: "https://127.0.0.1:${port}", models: [] } } } }`,
  });
  const child = spawn(process.execPath, [program, "models", "list", "--refresh"], {
    env: { HOME: home.path, PATH: process.env.PATH ?? "", NODE_EXTRA_CA_CERTS: certificatePath(certificate) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (piece) => {
    stderr += piece;
  });
  return { code: await new Promise((resolve) => child.on("close", resolve)), stderr };
}

test("a certificate that NODE_EXTRA_CA_CERTS vouches for is good", async () => {
  expect(await askWith("self-signed")).toEqual({
    code: 0,
    stderr: expect.stringContaining("1 model of Venice AI, as it lists them now."),
  });
});

test("one that has ended is not, and the person is told to look at the clock", async () => {
  const { code, stderr } = await askWith("expired");
  expect(code).toBe(0);
  expect(stderr).toMatch(/certificate of 127\.0\.0\.1:\d+ is not valid today \(CERT_HAS_EXPIRED\).*date and time/);
});
