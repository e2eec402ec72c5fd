import type { FlagGrammar } from "./flags.ts";
import { switchesOf } from "./flags.ts";

/**
 * Flags without a value of builds: of `docker build` with and without BuildKit, `docker buildx build`, `podman build`, `buildah
 * build` and `nerdctl build` (their references, 2026). A flag of one of them has no other meaning in the others.
 */
export const buildFlags: FlagGrammar = {
  switches: switchesOf(
    "all-platforms check compress debug disable-compression disable-content-trust force-rm help http-proxy identity-label " +
      "inherit-annotations inherit-labels layers load no-cache no-hosts no-hostname no-pivot-root omit-history pull pull-always " +
      "pull-never push quiet rewrite-timestamp rm save-stages skip-unused-stages squash squash-all stdin stream tls-verify",
  ),
  letters: "Dhq",
};

/** Flags without a value of `az acr build` (its reference, 2026). */
export const acrFlags: FlagGrammar = {
  switches: switchesOf("debug help no-format no-logs no-push no-wait only-show-errors verbose"),
  letters: "h",
};

/** Flags without a value of `docker run`, `docker create` and those of podman and nerdctl (their references, 2026). */
export const runFlags: FlagGrammar = {
  switches: switchesOf(
    "detach disable-content-trust env-host help http-proxy init interactive no-healthcheck no-hostname no-hosts " +
      "oom-kill-disable passwd privileged publish-all quiet read-only read-only-tmpfs replace rm rmi rootfs sig-proxy " +
      "tls-verify tty unsetenv-all use-api-socket",
  ),
  letters: "Pdhiqt",
};
