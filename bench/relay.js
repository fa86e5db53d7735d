import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { fileURLToPath } from "node:url";

/** The self-signed certificate of the tests, with its key, for this machine's own address. */
export const certificatePath = fileURLToPath(
  new URL("../test/fixtures/providers/self-signed-test-only.pem", import.meta.url),
);

/**
 * A way to a server of this machine that takes as long as one through the internet: half the round trip for every byte in each
 * direction, and a whole one before the first byte of a connection, as TCP has it.
 *
 * @param {number} port
 * @param {number} roundTrip milliseconds
 */
export async function startRelay(port, roundTrip) {
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  let connections = 0;
  const relay = createServer((near) => {
    connections += 1;
    const opened = performance.now();
    const far = connect(port, "127.0.0.1");
    const pass = (
      /** @type {import("node:net").Socket} */ from,
      /** @type {import("node:net").Socket} */ to,
      delay = () => 0,
    ) => {
      sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("data", (data) => setTimeout(() => to.write(data), delay() + roundTrip / 2));
      from.on("close", () => setTimeout(() => to.destroy(), roundTrip));
    };
    pass(near, far, () => Math.max(0, opened + roundTrip - performance.now()));
    pass(far, near);
  });
  await new Promise((/** @type {(value?: unknown) => void} */ resolve) => relay.listen(0, "127.0.0.1", resolve));
  return {
    port: /** @type {import("node:net").AddressInfo} */ (relay.address()).port,
    get connections() {
      return connections;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      relay.close();
    },
  };
}

/**
 * TLS in front of a server that has none.
 *
 * @param {number} port
 */
export async function startTlsFront(port) {
  const pem = readFileSync(certificatePath);
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const front = createTlsServer({ key: pem, cert: pem }, (near) => {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      if (!from || !to) continue;
      sockets.add(from);
      from
        .on("error", () => to.destroy())
        .on("close", () => to.destroy())
        .pipe(to);
    }
  });
  await new Promise((/** @type {(value?: unknown) => void} */ resolve) => front.listen(0, "127.0.0.1", resolve));
  return {
    port: /** @type {import("node:net").AddressInfo} */ (front.address()).port,
    close() {
      for (const socket of sockets) socket.destroy();
      front.close();
    },
  };
}
