import { DEFAULT_ENGINE, type DockerHost } from '../../core/engine/definition/docker-host';
import { hasDriver } from '../../core/engine/definition/driver';
import { type DockerSwarm } from '../../core/engine/swarm/swarm';
import { Unknown, type Knowable } from '../../core/values/unknown';
import { Field } from '../../core/reading/field';
import { readContainer, readNetwork, readService, SHARED, type EngineNames } from './docker-resource';
import { blockOf, type Block } from './configuration/block';
import { Composed } from './language/value';
import { nameOr, type TerraformSource } from './source';

/** What the docker resources of a configuration define. */
export interface DockerParts {
  /** One for each provider block that docker resources use. */
  readonly dockerHosts: readonly DockerHost[];
  /** The swarms that services are made in, each by a manager that a provider block talks to. */
  readonly swarms: readonly DockerSwarm[];
}

/** @param isWhole whether there are no more resources than those of the source */
export function readDocker(source: TerraformSource, isWhole: boolean): DockerParts {
  const byProvider = new Map<string, Block[]>();
  for (const block of source.all) {
    if (!['docker_network', 'docker_container', 'docker_service'].includes(block.type)) continue;
    const group = byProvider.get(block.provider);
    if (group) group.push(block);
    else byProvider.set(block.provider, [block]);
  }
  const dockerHosts = hostsOf(source, byProvider, isWhole);
  return {
    dockerHosts,
    swarms: dockerHosts.flatMap((host) => swarmOf(source, host, byProvider.get(host.at.path) ?? [])),
  };
}

/** The services of a provider block; the nodes of its swarm are not in the input. */
function swarmOf(source: TerraformSource, host: DockerHost, blocks: readonly Block[]): DockerSwarm[] {
  const services = blocks.filter(({ type, isData: looked }) => type === 'docker_service' && !looked);
  if (services.length === 0) return [];
  const engineNames = namesOn(source);
  // what is wrong with them is found on the host
  const networks = host.networks.items
    .filter((one) => hasDriver(one, ({ needsSwarm }) => needsSwarm))
    .map((one) => ({ ...one, existing: true }));
  return [
    {
      at: host.at,
      nodes: { items: [], complete: false },
      networks: { items: networks, complete: host.networks.complete },
      services: {
        items: services.filter(isCertain).map((block) => readService(rootOf(source, block), block.name, engineNames)),
        complete: host.isPart !== true && services.every(isCertain),
      },
    },
  ];
}

function hostsOf(
  source: TerraformSource,
  byProvider: ReadonlyMap<string, readonly Block[]>,
  isWhole: boolean,
): DockerHost[] {
  const engineNames = namesOn(source);
  return [...byProvider].map(([provider, blocks]) => {
    const file = blocks[0]?.place.file;
    const isManager = blocks.some(({ type }) => type === 'docker_service');
    const networks = blocks.filter(({ type }) => type === 'docker_network');
    const containers = blocks.filter(({ type, isData: looked }) => type === 'docker_container' && !looked);
    return {
      at: file === undefined ? { path: provider } : { path: provider, file },
      engine: isManager ? { ...DEFAULT_ENGINE, swarm: true } : DEFAULT_ENGINE,
      terraform: true,
      ...(isWhole ? {} : { isPart: true }),
      networks: {
        items: networks.filter(isCertain).map((block) => readNetwork(rootOf(source, block), block.name, block.isData)),
        complete: isWhole && networks.every(isCertain),
      },
      containers: {
        items: containers
          .filter(isCertain)
          .map((block) => readContainer(rootOf(source, block), block.name, engineNames)),
        complete: isWhole && containers.every(isCertain),
      },
    };
  });
}

function isCertain({ copy }: Block): boolean {
  return copy !== undefined;
}

function rootOf(source: TerraformSource, block: Block): Field {
  return Field.root(source, block.body, block.place);
}

/** The name of a resource on the engine, for references by id. */
function engineName(source: TerraformSource, block: Block | undefined): string | undefined {
  const name = block && source.resolve(block.value('name'));
  return typeof name === 'string' ? name : undefined;
}

const ID = /^[0-9a-f]{64}$/;

/** The name on the engine of what a value means by reference, by id or by that name. */
function nameIn(source: TerraformSource, value: unknown): Knowable<string> | undefined {
  const text = nameOr(value, (block) => engineName(source, block));
  if (typeof text !== 'string') return text;
  const named = engineName(source, source.made(text));
  if (named !== undefined) return named;
  return ID.test(text) ? new Unknown(`what has the id ${text.slice(0, 12)} is not in the files given`) : text;
}

function namesOn(source: TerraformSource): EngineNames {
  return {
    nameOf: (value) => nameIn(source, value),
    imageOf: (value) => nameOr(value, (block) => engineName(source, block)),
    isBuilt: (value) => blockOf(value)?.body['build'] !== undefined,
    sharedIn,
  };
}

function sharedIn({ value }: Field): unknown {
  // what a plan refers to in a mode that the apply decides can only be that
  if (blockOf(value)?.type === 'docker_container') return value;
  if (typeof value === 'string') return value.startsWith(SHARED) ? value.slice(SHARED.length) : undefined;
  if (!(value instanceof Composed)) return undefined;
  const [start, id, ...more] = value.parts;
  if (typeof start !== 'string' || !start.startsWith(SHARED)) return undefined;
  return start === SHARED && more.length === 0 ? id : value;
}
