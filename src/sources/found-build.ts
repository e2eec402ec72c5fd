import type { FoundBuild } from "./source-reading.ts";

/** A build of which the file says nothing more than that there is one. */
export const plainBuild: Omit<FoundBuild, "name" | "span"> = {
  context: null,
  dockerfile: null,
  from: "context",
  folder: "file",
  args: [],
  target: null,
  contexts: [],
  user: null,
  serves: false,
};

/** Whether what stands for a Dockerfile in the SDK v1 (`DockerSection.base_dockerfile`) is its text; else it is its path. */
export function isDockerfileContent(text: string): boolean {
  return /[\r\n]|^\s*(?:#|(?:FROM|ARG)\s)/i.test(text);
}
