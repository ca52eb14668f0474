import { dotted, interfaceIn } from '../../core/values/kernel-parameter';
import {
  type ContainerSpec,
  DEFAULT_ENGINE,
  type DockerHost,
  type NetworkDefinition,
  PREDEFINED_NETWORKS,
} from '../../core/engine/definition/docker-host';
import { NOTHING } from '../../core/values/listed';
import { quoted } from '../../core/values/model-error';
import { HOLE } from '../../core/values/program';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { readingOf, type Problem, type Reading, type UnknownPart } from '../reading';
import { Command } from './command';
import { readContainer } from './container';
import { type CommandWord, commandsOf } from './document';
import { connectionOf, readNetwork } from './network';
import { GLOBAL, NETWORK_CONNECT, NETWORK_CREATE, optionsIn, type OptionTable, PODMAN_RUN, RUN } from './options';

/** One parsed script. */
export interface ScriptInput {
  readonly data: unknown;
  /** For places. */
  readonly file?: string;
}

/**
 * Reads the lines of scripts that create networks and containers as one host, in its state after they have run in their order.
 *
 * @see https://docs.docker.com/reference/cli/docker/container/run/
 */
export function readScripts(inputs: readonly ScriptInput[]): Reading {
  const host = new ScriptHost();
  for (const { data, file } of inputs) {
    const commands = commandsOf(data);
    if (commands === undefined) {
      const at = { path: file ?? '', ...(file === undefined ? {} : { file, pointer: '' }) };
      host.problems.push({ at, message: 'expected lines of docker run or docker network create' });
    }
    for (const [index, words] of (commands ?? []).entries()) host.run(words, index, file);
  }
  const [first] = inputs;
  return host.reading(first?.file);
}

class ScriptHost {
  readonly problems: Problem[] = [];
  readonly #unknown: UnknownPart[] = [];
  readonly #networks: NetworkDefinition[] = [];
  readonly #containers: ContainerSpec[] = [];
  /** Whether everything that the script makes is known. */
  #isWhole = true;

  run(words: readonly CommandWord[], index: number, file: string | undefined): void {
    const all = words.map(({ text }) => text);
    const global = optionsIn(all, 1, GLOBAL);
    let at = global.rest;
    const notes = { unknown: this.#unknown, problems: this.problems };
    const isDocker = /docker(?:\.exe)?$/.test(all[0] ?? '');
    const isPodman = /podman(?:\.exe)?$/.test(all[0] ?? '');
    const parsed = (table: OptionTable, from: number, interspersed = false): Parsed | undefined => {
      const { options, rest, operands, unknown } = optionsIn(all, from, table, interspersed);
      const command = new Command(words, options, index, file, notes);
      if (!unknown) return { command, rest, operands };
      this.#isWhole = false;
      if (isDocker) command.refuse('', unknown.word, `unknown flag: ${unknown.text.split('=')[0] ?? ''}`);
      else
        this.#unknown.push({
          at: command.at(all[0] ?? '', unknown.word),
          what: unknown.text,
          why: 'it is no option of docker run',
        });
      return undefined;
    };
    if (all[at] === 'network') {
      const from = at + 2;
      if (all[at + 1] === 'create') this.#createNetwork(parsed(NETWORK_CREATE, from, true), all);
      if (all[at + 1] === 'connect') this.#connect(parsed(NETWORK_CONNECT, from, true), all);
      if (all[at + 1] === 'disconnect') this.#disconnect(parsed(NETWORK_CONNECT, from, true), all);
      return;
    }
    if (all[at] === 'container') at++;
    const verb = all[at];
    if (verb === 'run' || verb === 'create')
      this.#create(parsed(isPodman ? PODMAN_RUN : RUN, at + 1), all, verb, isDocker);
    if (verb === 'start') this.#start(all.slice(at + 1));
  }

  reading(file: string | undefined): Reading {
    const containers = this.#containers.map((one) => this.#inOrder(one));
    const host: DockerHost = {
      at: { path: 'docker', ...(file === undefined ? {} : { file, pointer: '' }) },
      engine: DEFAULT_ENGINE,
      networks: { items: [...this.#networks, ...this.#networksBefore()], complete: this.#isWhole },
      containers: { items: containers, complete: this.#isWhole && !this.#needsOthers() },
      terraform: false,
    };
    return readingOf({ dockerHosts: [host], unknown: this.#unknown, problems: this.problems });
  }

  #createNetwork(parsed: Parsed | undefined, all: readonly string[]): void {
    const [operand] = parsed?.operands ?? [];
    if (!parsed) return;
    if (operand === undefined)
      parsed.command.refuse('', undefined, '"docker network create" requires exactly 1 argument');
    else this.#networks.push(readNetwork(parsed.command, parsed.command.known(all[operand] ?? '', operand, 'network')));
  }

  #create(parsed: Parsed | undefined, all: readonly string[], verb: 'run' | 'create', isDocker: boolean): void {
    if (!parsed) return;
    const { command, rest } = parsed;
    const image = all[rest];
    if (image === undefined) {
      command.refuse('', undefined, `"docker ${verb}" requires at least 1 argument: the image`);
      return;
    }
    const given = command.text('name');
    const path = typeof given === 'string' ? given : imageName(image);
    const name = given ?? new Unknown('the engine makes up a name');
    const running =
      verb === 'create'
        ? false
        : command.switched('detach') === true
          ? true
          : new Unknown('it runs in the foreground, so that the next line waits for its end');
    const words = all.slice(rest + 1).map((text, at) => ({ text, word: rest + 1 + at }));
    const operands = { image: command.known(image, rest, 'image', path), command: words };
    const container = readContainer(command, name, path, operands, running);
    this.#containers.push(isDocker ? container : withoutInterfaceSysctls(container));
  }

  /** The last container of a script runs, also in the foreground. */
  #inOrder(container: ContainerSpec): ContainerSpec {
    const isLast = container === this.#containers.at(-1);
    return isLast && !isKnown(container.running) ? { ...container, running: true } : container;
  }

  #connect(parsed: Parsed | undefined, all: readonly string[]): void {
    if (!parsed) return;
    const { command, operands } = parsed;
    const [network, container] = operands;
    if (network === undefined || container === undefined || operands.length > 2) {
      command.refuse(
        '',
        undefined,
        '"docker network connect" requires exactly 2 arguments: the network and the container',
      );
      return;
    }
    const known = command.known(all[network] ?? '', network, 'network');
    const name = all[container] ?? '';
    this.#change(name, (one) => {
      const before = one.endpoints.items.length > 0 || !one.endpoints.complete ? one.endpoints.items : [bridgeOf(one)];
      return { ...one, endpoints: { ...one.endpoints, items: [...before, connectionOf(command, known, name)] } };
    });
  }

  #disconnect(parsed: Parsed | undefined, all: readonly string[]): void {
    const [network, container] = parsed?.operands ?? [];
    if (network === undefined || container === undefined) return;
    this.#change(all[container] ?? '', (one) => {
      const before = one.endpoints.items.length > 0 ? one.endpoints.items : [bridgeOf(one)];
      const left = before.filter((endpoint) => endpoint.network !== all[network]);
      const items = left.length > 0 ? left : [{ ...bridgeOf(one), network: 'none' }];
      return { ...one, endpoints: { ...one.endpoints, items } };
    });
  }

  #start(names: readonly string[]): void {
    for (const name of names) this.#change(name, (one) => ({ ...one, running: true }));
  }

  #change(name: string, change: (container: ContainerSpec) => ContainerSpec): void {
    const at = this.#containers.findIndex((one) => one.name === name);
    const container = this.#containers[at];
    if (container) this.#containers[at] = change(container);
    else if (name.includes(HOLE)) this.#isWhole = false;
  }

  /** Networks that the script uses and does not create. */
  #networksBefore(): NetworkDefinition[] {
    const known = new Set<Knowable<string>>([...PREDEFINED_NETWORKS, ...this.#networks.map(({ name }) => name)]);
    const before = new Map<string, NetworkDefinition>();
    for (const { endpoints } of this.#containers) {
      for (const { network, at } of endpoints.items) {
        if (!isKnown(network) || known.has(network) || before.has(network)) continue;
        const open = new Unknown(`network ${quoted(network)} is not created here`);
        before.set(network, {
          at: { ...at, path: network },
          name: network,
          driver: open,
          ipam: { items: [], complete: false },
          ipv6: open,
          internal: open,
          attachable: open,
          ingress: false,
          options: {},
          existing: true,
        });
      }
    }
    return [...before.values()];
  }

  /** Whether the script counts on containers that it does not make. */
  #needsOthers(): boolean {
    const names = new Set(this.#containers.map(({ name }) => name));
    return this.#containers.some(({ namespace, links, endpoints }) => {
      const owner = isKnown(namespace) && namespace.kind === 'container' ? [namespace.container] : [];
      const linked = [...links.items, ...endpoints.items.flatMap((one) => one.links.items)];
      const targets = linked.map((link) => (isKnown(link) ? (link.split(':')[0] ?? '') : link));
      return [...owner, ...targets].some((one) => !names.has(one));
    });
  }
}

interface Parsed {
  readonly command: Command;
  readonly rest: number;
  readonly operands: readonly number[];
}

function bridgeOf({ at }: ContainerSpec): ContainerSpec['endpoints']['items'][number] {
  return { at, network: 'bridge', aliases: NOTHING, links: NOTHING };
}

/** What a container without a name is called: by its image, without registry and tag. */
function imageName(image: string): string {
  return (
    image
      .replace(/^.*\//, '')
      .replace(/[@:].*$/, '')
      .replaceAll(HOLE, '') || 'container'
  );
}

/** A container without its sysctls of interfaces: only Docker's own engine refuses them here, other programs set them. */
function withoutInterfaceSysctls({ sysctls, ...container }: ContainerSpec): ContainerSpec {
  if (sysctls === undefined) return container;
  const kept = Object.entries(sysctls).filter(([name]) => interfaceIn(dotted(name)) === undefined);
  return { ...container, sysctls: Object.fromEntries(kept) };
}
