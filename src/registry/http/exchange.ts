import type { LookupFailure } from "../../domain/image/registry-source.ts";

/** One HTTP request. Never shown in messages: it can contain credentials. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Limit for the response's body; a longer one is a failure. */
  readonly maxBytes: number;
}

export interface HttpResponse {
  readonly kind: "response";
  readonly status: number;
  /** The values of a header, by its name in lower case; empty where it is missing. */
  readonly header: (name: string) => readonly string[];
  /** Empty for HEAD. */
  readonly body: Buffer;
}

export type Exchanged = HttpResponse | LookupFailure;

/** Sends a request, with redirects and retries, within the limits of the run. Never throws. */
export type Send = (request: HttpRequest) => Promise<Exchanged>;
