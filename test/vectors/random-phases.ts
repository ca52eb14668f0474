import type { Draw } from './random-draw';
import { drawQuestions } from './random-questions';
import { type Drawn, isWithoutIcc, staticAddress } from './random-topology';
import type { OpenVector, RandomOptions } from './random';
import type { PhaseAction, VectorAction, VectorContainer, VectorTopology } from './vector';

/** What is known about a container while things happen to it, as far as valid actions and questions need it. */
export interface Present {
  readonly spec: VectorContainer;
  running: boolean;
  /** Networks it is on when it runs; empty for one that has none of its own. */
  readonly networks: Set<string>;
}

export type World = ReadonlyMap<string, Present>;

export function drawPhases(
  draw: Draw,
  topology: Required<VectorTopology>,
  options: RandomOptions,
  later: Drawn['later'],
): OpenVector['phases'] {
  const world = new Map<string, Present>();
  for (const spec of topology.containers) {
    world.set(spec.name, { spec, running: true, networks: new Set(networksOf(spec)) });
  }
  const phases: { actions: PhaseAction[]; queries: ReturnType<typeof drawQuestions> }[] = [];
  for (let phase = 0, count = draw.integer(1, options.wide === true ? 4 : 3); phase < count; phase++) {
    const actions: PhaseAction[] = phase === 0 ? [] : drawActions(draw, topology, world, options);
    const newcomer = phase > 0 && options.wide === true && draw.chance(0.35) ? `r-n${phase}` : undefined;
    if (newcomer !== undefined) {
      const running = [...world.values()].filter((one) => one.running);
      const spec = withLinksOfMembers(later(newcomer, 6 + phase, running.map((one) => one.spec)), world);
      world.set(newcomer, { spec, running: true, networks: new Set(networksOf(spec)) });
      const { name, ...rest } = spec;
      actions.push({ do: 'create', container: name, ...rest });
    }
    phases.push({ actions, queries: drawQuestions(draw, topology, world, options) });
  }
  return phases;
}

/** A container that comes later links to those that are on the default bridge then: some have left it. */
function withLinksOfMembers({ links = [], ...spec }: VectorContainer, world: World): VectorContainer {
  const there = links.filter((link) => world.get(link.split(':')[0] ?? '')?.networks.has('bridge') === true);
  const kept = networksOf(spec)[0] === 'bridge' ? there : links;
  return kept.length > 0 ? { ...spec, links: kept } : spec;
}

function networksOf({ mode, attach = [] }: VectorContainer): string[] {
  if (mode === 'host' || mode === 'none' || mode?.startsWith('container:') === true) return [];
  const all = [...(mode === undefined ? [] : [mode]), ...attach.map(({ network }) => network)];
  return all.length === 0 ? ['bridge'] : all;
}

function drawActions(
  draw: Draw,
  topology: Required<VectorTopology>,
  world: Map<string, Present>,
  { wide = false }: RandomOptions,
): VectorAction[] {
  const actions: VectorAction[] = [];
  for (let left = draw.integer(1, wide ? 6 : 3); left > 0; left--) {
    const possible = possibleActions(draw, topology, world, wide);
    if (possible.length === 0) break;
    const kind = draw.one([...new Set(possible.map((one) => one.do))]);
    const action = draw.one(possible.filter((one) => one.do === kind));
    perform(world, action);
    actions.push(action);
  }
  return actions;
}

function possibleActions(
  draw: Draw,
  { networks }: Required<VectorTopology>,
  world: World,
  wide: boolean,
): VectorAction[] {
  const actions: VectorAction[] = [];
  for (const [container, { spec, running, networks: joined }] of world) {
    const own = spec.mode === undefined || networks.some(({ name }) => name === spec.mode);
    actions.push({ do: 'rm', container });
    if (running) actions.push({ do: 'stop', container });
    if (wide && running) actions.push({ do: 'kill', container });
    if (startable(world, container)) actions.push({ do: running ? 'restart' : 'start', container });
    if (!own) continue;
    for (const network of joined) actions.push({ do: 'disconnect', container, network });
    for (const network of ['bridge', ...networks.filter(({ driver }) => driver === 'bridge').map(({ name }) => name)]) {
      const refused = hasLegacyLinks(spec) && isWithoutIcc(networks, network);
      if (!joined.has(network) && !refused) actions.push(connection(draw, networks, world, container, network));
    }
  }
  return actions;
}

function connection(
  draw: Draw,
  networks: Required<VectorTopology>['networks'],
  world: World,
  container: string,
  name: string,
): VectorAction {
  const action = { do: 'connect' as const, container, network: name };
  const network = networks.find((one) => one.name === name);
  if (!network) return action;
  const ip = draw.chance(0.3) ? staticAddress(network, 20 + [...world.keys()].indexOf(container)) : undefined;
  return {
    ...action,
    ...(ip === undefined ? {} : { ip }),
    ...(draw.chance(0.4) ? { aliases: [draw.one(['db', 'late'])] } : {}),
    ...(draw.chance(0.15) ? { links: [`${draw.one([...world.keys()])}:lnk`] } : {}),
  };
}

/** A sharer needs the container it shares with, a link of the default bridge its target. */
function startable(world: World, name: string): boolean {
  const { spec } = world.get(name) as Present;
  const owner = /^container:(.*)$/.exec(spec.mode ?? '')?.[1];
  if (owner !== undefined) return world.get(owner)?.running === true;
  const legacy = spec.mode === undefined && (spec.attach?.[0]?.network ?? 'bridge') === 'bridge';
  const targets = legacy ? (spec.links ?? []).map((link) => link.split(':')[0] ?? '') : [];
  return targets.every((target) => world.get(target)?.running === true && world.get(target)?.networks.has('bridge'));
}

function hasLegacyLinks({ mode, attach = [], links = [] }: VectorContainer): boolean {
  return mode === undefined && (attach[0]?.network ?? 'bridge') === 'bridge' && links.length > 0;
}

function perform(world: Map<string, Present>, action: VectorAction): void {
  const present = world.get(action.container) as Present;
  switch (action.do) {
    case 'rm':
      world.delete(action.container);
      return;
    case 'stop':
    case 'kill':
      present.running = false;
      return;
    case 'start':
    case 'restart':
      present.running = true;
      return;
    case 'disconnect':
      present.networks.delete(action.network ?? '');
      return;
    case 'connect':
      present.networks.add(action.network ?? '');
      return;
    case 'rename':
    case 'pause':
    case 'unpause':
      return;
  }
}
