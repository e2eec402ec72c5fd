import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";

/** A registry of npm on loopback, with one version of one package. */
export interface NpmRegistry {
  readonly url: string;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
  readonly stop: () => Promise<void>;
}

interface PackageManifest {
  readonly name: string;
  readonly version: string;
}

/** Serves a tarball of `npm pack` as the only version of its package. */
export async function startNpmRegistry(
  tarball: string,
  manifest: PackageManifest,
): Promise<NpmRegistry> {
  const bytes = readFileSync(tarball);
  const requests: string[] = [];
  const { name, version } = manifest;
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    if (request.url === `/${name}.tgz`) response.end(bytes);
    else if (request.url === `/${name}`) response.end(JSON.stringify(description()));
    else response.writeHead(404).end("{}");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const description = (): object => ({
    name,
    "dist-tags": { latest: version },
    versions: {
      [version]: {
        ...manifest,
        dist: {
          tarball: `${url}${name}.tgz`,
          integrity: `sha512-${createHash("sha512").update(bytes).digest("base64")}`,
        },
      },
    },
  });
  return {
    url,
    requests,
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => {
          stopped();
        });
        server.closeAllConnections();
      }),
  };
}
