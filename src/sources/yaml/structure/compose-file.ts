import type { TreeNode } from "./tree.ts";

/** `compose.yaml`, `docker-compose.prod.yml`, `docker-compose-gpu.yaml`. */
const composeName = /(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.(?:ya?ml|json)$/i;

const topKeys = new Set([
  "version",
  "name",
  "include",
  "services",
  "models",
  "networks",
  "volumes",
  "secrets",
  "configs",
]);

/** All that the compose specification lets a service have, in one string. */
const serviceKeys = new Set(
  `annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count
  cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop
  device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose extends external_links
  extra_hosts gpus group_add healthcheck hostname image init ipc isolation label_file labels links logging mac_address mem_limit
  mem_reservation mem_swappiness memswap_limit models network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform
  ports post_start pre_stop privileged profiles provider pull_policy pull_refresh_after read_only restart runtime scale secrets
  security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user
  userns_mode uts volumes volumes_from working_dir`.split(/\s+/),
);

/**
 * Whether a document is a compose file: by its name, or by its keys. Azure Developer CLI, GitLab and others have `services`, too;
 * theirs are a list, or have keys that no service of compose has.
 */
export function isComposeFile(root: TreeNode): boolean {
  const services = root.get("services");
  if (!services.isMap) return false;
  if (composeName.test(root.file.path)) return true;
  if (!root.entries().every(([key]) => topKeys.has(key) || key.startsWith("x-"))) return false;
  const all = services.entries();
  return (
    all.some(([, service]) => service.has("image", "build")) &&
    all.every(([, service]) =>
      service.entries().every(([key]) => serviceKeys.has(key) || key.startsWith("x-")),
    )
  );
}
