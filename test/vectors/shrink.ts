import type { OpenVector } from './random';
import type { VectorContainer } from './vector';

/** Every vector that is one step smaller: without a container, a network, an action, a phase or a setting. */
export function* smaller(vector: OpenVector): Generator<OpenVector> {
  const { topology, phases } = vector;
  for (const [at, { actions }] of phases.entries()) {
    if (at + 1 < phases.length && phases[at]?.queries.length === 0) {
      const next = phases[at + 1];
      if (next && actions.length === 0) yield { ...vector, phases: phases.filter((_, index) => index !== at) };
    }
    for (const index of actions.keys()) {
      const left = actions.filter((_, one) => one !== index);
      yield { ...vector, phases: phases.map((phase, one) => (one === at ? { ...phase, actions: left } : phase)) };
    }
  }
  for (const { name } of topology.containers) yield withoutContainer(vector, name);
  for (const { name } of topology.networks) {
    if (JSON.stringify([topology.containers, phases]).includes(JSON.stringify(name))) continue;
    yield { ...vector, topology: { ...topology, networks: topology.networks.filter((one) => one.name !== name) } };
  }
  for (const [at, network] of topology.networks.entries()) {
    for (const simpler of simplerObjects(network, ['name'])) {
      const networks = topology.networks.map((one, index) => (index === at ? simpler : one));
      yield { ...vector, topology: { ...topology, networks } };
    }
  }
  for (const [at, container] of topology.containers.entries()) {
    for (const simpler of simplerObjects(container, ['name'])) {
      const containers = topology.containers.map((one, index) => (index === at ? simpler : one));
      yield { ...vector, topology: { ...topology, containers } };
    }
  }
  if (vector.forward !== undefined) {
    yield without(vector, 'forward');
  }
  if (vector.daemon !== undefined) {
    yield without(vector, 'daemon');
  }
}

function without<T extends object>(value: T, key: string): T {
  return Object.fromEntries(Object.entries(value).filter(([one]) => one !== key)) as T;
}

function withoutContainer(vector: OpenVector, name: string): OpenVector {
  const links = (list: readonly string[] | undefined): readonly string[] =>
    (list ?? []).filter((link) => link !== name && !link.startsWith(`${name}:`));
  const trimmed = (container: VectorContainer): VectorContainer => ({
    ...container,
    ...(container.links ? { links: links(container.links) } : {}),
    ...(container.attach ? { attach: container.attach.map((one) => ({ ...one, links: links(one.links) })) } : {}),
  });
  const mentions = (target: unknown): boolean =>
    typeof target === 'string' && (target.startsWith(`@${name}/`) || target.startsWith(`port(${name}:`));
  return {
    ...vector,
    topology: {
      ...vector.topology,
      containers: vector.topology.containers
        .filter((one) => one.name !== name && one.mode !== `container:${name}`)
        .map(trimmed),
    },
    phases: vector.phases.map(({ actions, queries }) => ({
      actions: actions.filter((one) => !('container' in one) || one.container !== name),
      queries: queries.filter(({ from, target, port }) => from !== name && !mentions(target) && !mentions(port)),
    })),
  };
}

/** The object without one of its settings, or with a list that is one shorter. */
function* simplerObjects<T extends object>(value: T, kept: readonly string[]): Generator<T> {
  for (const [key, one] of Object.entries(value)) {
    if (kept.includes(key)) continue;
    yield without(value, key);
    if (!Array.isArray(one)) continue;
    for (const [at, item] of one.entries()) {
      if (one.length > 1) yield { ...value, [key]: one.filter((_item, index) => index !== at) };
      if (typeof item !== 'object' || item === null) continue;
      for (const simpler of simplerObjects(item as object, ['network', 'port', 'subnet'])) {
        yield { ...value, [key]: one.map((other: unknown, index) => (index === at ? simpler : other)) };
      }
    }
  }
  if ('options' in value) {
    for (const key of Object.keys(value.options as object)) {
      yield { ...value, options: without(value.options as object, key) };
    }
  }
}

/**
 * The smallest vector reached step by step that still disagrees.
 * @param disagrees says whether a vector still shows it; false too when an engine refuses the vector
 * @param budget how many vectors may be tried
 */
export async function shrink(
  vector: OpenVector,
  disagrees: (candidate: OpenVector) => Promise<boolean>,
  budget: number,
): Promise<OpenVector> {
  let current = vector;
  let left = budget;
  for (let progress = true; progress && left > 0; ) {
    progress = false;
    for (const candidate of smaller(current)) {
      if (left-- <= 0) break;
      if (!(await disagrees(candidate))) continue;
      current = candidate;
      progress = true;
      break;
    }
  }
  return current;
}
