import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { temporaryDirectory } from "./working-copy.ts";

/** Debian's Chromium, driven by its own protocol through a pipe: one JSON message after the other, each ended by a NUL. */
export const chromium = "/usr/bin/chromium";

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
  readonly isMobile?: boolean;
}

/** A page that was opened, and all that it did. */
export interface OpenedPage {
  /** URLs that were asked for, the page itself first. */
  readonly requests: readonly string[];
  /** Errors and warnings of the console, exceptions, and what the policy of the page blocked. */
  readonly complaints: readonly string[];
  /** The value of an expression in the page, which the policy of the page does not concern. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** A PNG of the first `height` points of the page. */
  readonly screenshot: (size: ScreenSize, scheme?: "light" | "dark") => Promise<Buffer>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Opens a file in a browser without network, and closes the browser after the work. */
export async function withPage<T>(
  file: string,
  work: (page: OpenedPage) => Promise<T>,
): Promise<T> {
  const profile = temporaryDirectory();
  const child = spawn(
    chromium,
    [
      ...["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
      ...["--no-first-run", "--disable-background-networking", "--hide-scrollbars"],
      ...[`--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"],
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  try {
    return await work(await openPage(child, pathToFileURL(file).href));
  } finally {
    child.kill("SIGKILL");
    if (child.exitCode === null) await once(child, "close");
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function openPage(child: ChildProcess, url: string): Promise<OpenedPage> {
  const connection = new Connection(child);
  const { targetId } = await connection.send("Target.createTarget", { url: "about:blank" });
  const attached = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const sessionId = String(attached["sessionId"]);
  const send = (method: string, params: object = {}) => connection.send(method, params, sessionId);
  const requests: string[] = [];
  const complaints: string[] = [];
  connection.on("Network.requestWillBeSent", ({ request }) =>
    requests.push((request as { readonly url: string }).url),
  );
  connection.on("Runtime.exceptionThrown", (params) => complaints.push(JSON.stringify(params)));
  connection.on("Runtime.consoleAPICalled", (params) => complaints.push(JSON.stringify(params)));
  connection.on("Log.entryAdded", (params) => complaints.push(JSON.stringify(params)));
  for (const domain of ["Network", "Runtime", "Log", "Page"]) await send(`${domain}.enable`);
  const loaded = connection.once("Page.loadEventFired");
  await send("Page.navigate", { url });
  await loaded;
  const evaluate = async (expression: string): Promise<unknown> => {
    const parameters = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = await send("Runtime.evaluate", parameters);
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { readonly value?: unknown }).value;
  };
  return {
    ...{ requests, complaints, evaluate },
    screenshot: async ({ width, height, isMobile = false }, scheme = "light") => {
      const metrics = { width, height, deviceScaleFactor: 1, mobile: isMobile };
      await send("Emulation.setDeviceMetricsOverride", metrics);
      const features = [{ name: "prefers-color-scheme", value: scheme }];
      await send("Emulation.setEmulatedMedia", { features });
      const { data } = await send("Page.captureScreenshot", { format: "png" });
      return Buffer.from(String(data), "base64");
    },
  };
}

class Connection {
  readonly #input: Writable;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners = new Map<string, (params: Record<string, unknown>) => void>();
  #last = 0;

  constructor({ stdio }: ChildProcess) {
    this.#input = stdio[3] as Writable;
    let rest = "";
    (stdio[4] as Readable).setEncoding("utf8").on("data", (chunk: string) => {
      const messages = (rest + chunk).split("\0");
      rest = messages.pop() ?? "";
      for (const message of messages) this.#receive(JSON.parse(message) as Message);
    });
  }

  send(method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.#last;
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result = {}, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
    });
  }

  on(method: string, listener: (params: Record<string, unknown>) => void): void {
    this.#listeners.set(method, listener);
  }

  once(method: string): Promise<void> {
    return new Promise((resolve) => {
      this.on(method, () => {
        resolve();
      });
    });
  }

  #receive(message: Message): void {
    const { id, method, params = {} } = message;
    if (id !== undefined) {
      this.#waiting.get(id)?.(message);
      this.#waiting.delete(id);
    } else if (method !== undefined) this.#listeners.get(method)?.(params);
  }
}
