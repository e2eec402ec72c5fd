import type { FactSource, ReferenceFacts } from "../domain/image/fact-source.ts";
import type { ScanRequest } from "./scan-request.ts";

/** The catalogue of a request, else the one that ships, which is loaded only then. */
export async function catalogueOf({
  catalogue,
}: Pick<ScanRequest, "catalogue">): Promise<FactSource & ReferenceFacts> {
  return catalogue ?? (await import("../catalogue/index.ts")).openCatalogue();
}
