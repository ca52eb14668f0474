import { type Topology } from '../core/engine/topology';

/**
 * The label of each container, by its name on the engine: in a compose file the service where that runs one container,
 * elsewhere the name itself.
 */
export function labelsOf({ host, nodes }: Topology): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  // addresses of Terraform resources are too long for labels
  if (host.terraform !== false) return new Map([...nodes.keys()].map((name) => [name, name]));
  const paths = [...nodes.values()].map(({ spec }) => spec.at.path);
  for (const { name, spec } of nodes.values()) {
    const { path } = spec.at;
    const isOnly = paths.filter((one) => one === path).length === 1 && (path === name || !nodes.has(path));
    labels.set(name, isOnly ? path : name);
  }
  return labels;
}
