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
import {
  CHANGE,
  GLOBAL,
  NETWORK_CONNECT,
  NETWORK_CREATE,
  optionsIn,
  type OptionTable,
  PODMAN_RUN,
  RUN,
} from './options';

/** One parsed script. */
export interface ScriptInput {
  readonly data: unknown;
  /** For places. */
  readonly file?: string;
}

/**
 * Reads the lines of scripts that create networks and containers as one host, in its state when the last of them is created:
 * what is stopped or removed after that is a clean-up, and is still looked at.
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
  /** Names of containers that the engine removes when they end. */
  readonly #selfRemoving = new Set<string>();
  /** Stops and removals since the last creation. */
  readonly #ending: (() => void)[] = [];
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
      if (all[at + 1] === 'rm' || all[at + 1] === 'remove')
        this.#before(() => {
          this.#removeNetworks(namesFrom(all, from));
        });
      return;
    }
    if (all[at] === 'container') at++;
    const verb = all[at];
    if (verb === 'run' || verb === 'create')
      this.#create(parsed(isPodman ? PODMAN_RUN : RUN, at + 1), all, verb, isDocker);
    const names = namesFrom(all, at + 1);
    if (verb === 'start')
      for (const name of names)
        this.#after(() => {
          this.#change(name, (one) => ({ ...one, running: true }));
        });
    if (verb === 'stop' || verb === 'kill')
      for (const name of names)
        this.#before(() => {
          this.#stop(name);
        });
    if (verb === 'rm' || verb === 'remove') {
      const isForced = optionsIn(all, at + 1, CHANGE, true).options.some(({ name }) => name === 'force');
      for (const name of names)
        this.#before(() => {
          this.#remove(name, isForced);
        });
    }
    if (verb === 'rename')
      this.#after(() => {
        this.#rename(names);
      });
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
    for (const act of this.#ending.splice(0)) act();
    if (operand === undefined)
      parsed.command.refuse('', undefined, '"docker network create" requires exactly 1 argument');
    else this.#networks.push(readNetwork(parsed.command, parsed.command.known(all[operand] ?? '', operand, 'network')));
  }

  #create(parsed: Parsed | undefined, all: readonly string[], verb: 'run' | 'create', isDocker: boolean): void {
    if (!parsed) return;
    for (const act of this.#ending.splice(0)) act();
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
    // one that was in the foreground has ended by now
    if (typeof name === 'string' && this.#selfRemoving.has(name) && !isKnown(this.#called(name)?.running ?? true))
      this.#remove(name, true);
    if (typeof name === 'string' && command.switched('rm') === true) this.#selfRemoving.add(name);
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

  /** Does something before the next creation, if there is one. */
  #before(act: () => void): void {
    this.#ending.push(act);
  }

  /** Does something once the stops and removals before it are done. */
  #after(act: () => void): void {
    if (this.#ending.length > 0) this.#before(act);
    else act();
  }

  #called(name: string): ContainerSpec | undefined {
    return this.#containers.find((one) => one.name === name);
  }

  #stop(name: string): void {
    if (this.#selfRemoving.has(name)) this.#remove(name, true);
    else this.#change(name, (one) => ({ ...one, running: false }));
  }

  /** Removes a container; one that runs is only removed by force. */
  #remove(name: string, isForced: boolean): void {
    if (name.includes(HOLE)) {
      // it may be any of them
      this.#isWhole = false;
      this.#containers.length = 0;
    }
    const at = this.#containers.findIndex((one) => one.name === name);
    if (at < 0 || (!isForced && this.#containers[at]?.running === true)) return;
    this.#containers.splice(at, 1);
    this.#selfRemoving.delete(name);
  }

  #rename([from = '', to = '']: readonly string[]): void {
    const name = to.includes(HOLE) ? new Unknown('the script decides its name when it runs') : to;
    this.#change(from, (one) => ({ ...one, name }));
  }

  /** Removes networks; the engine keeps one that a container is on. */
  #removeNetworks(names: readonly string[]): void {
    const used = new Set(this.#containers.flatMap(({ endpoints }) => endpoints.items.map(({ network }) => network)));
    for (const name of names.filter((one) => !used.has(one))) {
      const at = this.#networks.findIndex((one) => one.name === name);
      if (at >= 0) this.#networks.splice(at, 1);
    }
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

/** The containers or networks that a command names. */
function namesFrom(all: readonly string[], from: number): readonly string[] {
  return optionsIn(all, from, CHANGE, true).operands.map((at) => all[at] ?? '');
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
