import { connect } from "node:net";
import type { Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** A port on loopback that accepts no connection: its backlog is full. */
export interface BlackHole {
  readonly host: string;
  readonly stop: () => Promise<void>;
}

/** Prints its port, and then blocks forever. */
const deaf = `
  const { createServer } = require("node:net");
  const { parentPort } = require("node:worker_threads");
  const server = createServer();
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

export async function startBlackHole(): Promise<BlackHole> {
  const worker = new Worker(deaf, { eval: true });
  const port = await new Promise<number>((resolve) => worker.once("message", resolve));
  const waiting: Socket[] = [];
  for (let connected = true; connected && waiting.length < 16;) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => socket.destroy());
    waiting.push(socket);
    connected = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => {
        resolve(true);
      });
      setTimeout(resolve, 200, false);
    });
  }
  return {
    host: `127.0.0.1:${port}`,
    stop: async () => {
      for (const socket of waiting) socket.destroy();
      await worker.terminate();
    },
  };
}
