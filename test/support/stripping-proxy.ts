import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A proxy before that base URL that takes the Authorization header out of every chat, as some do. Returns its own base URL. */
export async function strippingProxy(baseUrl: string): Promise<string> {
  const target = new URL(baseUrl);
  const proxy = createServer((incoming, response) => {
    const headers = { ...incoming.headers };
    if (incoming.method === "POST") delete headers.authorization;
    const { method = "GET", url = "/" } = incoming;
    const outgoing = request({ host: target.hostname, port: target.port, path: url, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${target.pathname}`;
}
