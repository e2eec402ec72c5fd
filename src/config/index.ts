export { defaultImagePolicy } from "./default-policy.ts";
