export { isDockerfileText } from "./dockerfile-text.ts";
export { parseDockerfile } from "./parse-dockerfile.ts";
export { mayNameImages } from "./relevance.ts";
