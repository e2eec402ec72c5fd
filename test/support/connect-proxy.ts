import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** An HTTP proxy on loopback that connects to loopback only, for any host name. */
export interface ConnectProxy {
  /** `http://127.0.0.1:38199` */
  readonly url: string;
  /** All requests, rejected ones included. */
  readonly asked: readonly AskedOfProxy[];
  readonly stop: () => Promise<void>;
}

export interface AskedOfProxy {
  /** `mcr.microsoft.com:443`, or the whole URL of a request without CONNECT. */
  readonly target: string;
  readonly isAllowed: boolean;
  /** The Proxy-Authorization header. */
  readonly authorization: string | null;
}

/** @param portOf the port on loopback for `host:port`; null is rejected with 502 */
export async function startConnectProxy(
  portOf: (target: string) => number | null,
): Promise<ConnectProxy> {
  const asked: AskedOfProxy[] = [];
  const open = new Set<Socket>();
  const note = ({ url = "", headers }: IncomingMessage, isAllowed: boolean): void => {
    const { "proxy-authorization": authorization = null } = headers;
    asked.push({ target: url, isAllowed, authorization });
  };
  const rejection = "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

  const server = createServer((message, response) => {
    note(message, false);
    response.writeHead(502).end();
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  server.on("connect", (message: IncomingMessage, client: Socket, head: Buffer) => {
    const port = portOf(message.url ?? "");
    note(message, port !== null);
    client.on("error", () => client.destroy());
    if (port === null) {
      client.end(rejection);
      return;
    }
    const target = connect(port, "127.0.0.1");
    const reject = (): void => void client.end(rejection);
    target.once("error", reject);
    target.once("connect", () => {
      // An error closes both connections; the end of one side ends the other after the remaining data.
      target.off("error", reject).on("error", () => client.destroy());
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      target.pipe(client);
      client.pipe(target);
    });
    client.once("close", () => target.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => {
          stopped();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}
