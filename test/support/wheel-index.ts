import { readFileSync, readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { join } from "node:path";

/** An index of Python packages on loopback. */
export interface WheelIndex {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves the wheels of some directories as the index that pip and uv ask (PEP 503). */
export async function startWheelIndex(directories: readonly string[]): Promise<WheelIndex> {
  const wheels = new Map<string, string>();
  for (const directory of directories)
    for (const name of readdirSync(directory))
      if (name.endsWith(".whl")) wheels.set(name, join(directory, name));
  const server = createServer((request, response) => {
    const [, folder = "", name = ""] = (request.url ?? "").split("/");
    const file = wheels.get(decodeURIComponent(name));
    const links = [...wheels.keys()].filter(
      (wheel) => wheel.split("-")[0]?.replaceAll("_", "-") === name,
    );
    if (folder === "wheels" && file !== undefined) response.end(readFileSync(file));
    else if (folder === "simple" && links.length > 0)
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(links.map((link) => `<a href="/wheels/${link}">${link}</a>`).join("\n"));
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`,
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => {
          stopped();
        });
        server.closeAllConnections();
      }),
  };
}
