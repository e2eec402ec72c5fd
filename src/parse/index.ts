export { parseDockerfile } from "./parse-dockerfile.ts";
export { mayNameImages } from "./relevance.ts";
