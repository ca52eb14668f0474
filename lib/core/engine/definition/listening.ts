import { isKnown, type Knowable } from '../../values/unknown';
import { isPortNumber } from '../../values/port';
import { type Place } from '../../values/place';
import { UNSAID, type Program, type Setting } from '../../values/program';
import { type ContainerSpec } from './docker-host';
import { knownImage, portsOfImage } from './known-image';
import { loopbackListener, type LoopbackListener } from './loopback-listener';
import { publishedProtocol } from './published-ports';
import { portsByCommand } from './server-command';

/** On which TCP ports the program of a container listens, as far as that can be known. */
export interface Listening {
  /** Ports that the definition or the documentation of the image says. */
  readonly ports: ReadonlySet<number>;
  /** Whether it listens on no others. */
  readonly complete: boolean;
}

/** What listens in a container of an engine. */
export function listeningIn(spec: ContainerSpec): Listening {
  if (spec.listeners) {
    return {
      ports: new Set(spec.listeners.flatMap(({ port, protocol }) => (protocol === 'tcp' ? [port] : []))),
      complete: true,
    };
  }
  const declared: number[] = [];
  for (const published of spec.published.items) {
    const { containerPort } = published;
    if (isKnown(containerPort) && publishedProtocol(published) === 'tcp') declared.push(containerPort);
  }
  for (const { port, protocol } of spec.exposed.items) if (protocol === 'tcp') declared.push(port);
  return listeningOn(spec.image, spec.program ?? UNSAID, declared);
}

/** What a container does with its ports, for all that its image and its command say. */
interface Served {
  /** The TCP ports that it listens on, the main one first. */
  readonly ports: readonly number[];
  /** Set where it listens on the loopback of its namespace alone. */
  readonly loopback: LoopbackListener | undefined;
}

/**
 * The TCP ports of a container as the documentation of its image has them, or its command, the main one first; undefined where
 * nothing says it, or where its settings are not known.
 */
export function documentedPorts(spec: ContainerSpec): readonly number[] | undefined {
  return servedBy(spec)?.ports;
}

/** Where the command of a container, or a setting of its framework, has it listen on its loopback alone. */
export function loopbackOf(spec: ContainerSpec): LoopbackListener | undefined {
  return servedBy(spec)?.loopback;
}

const read = new WeakMap<ContainerSpec, Served | undefined>();

function servedBy(spec: ContainerSpec): Served | undefined {
  if (!read.has(spec)) read.set(spec, readServed(spec));
  return read.get(spec);
}

function readServed({ image, program, listeners }: ContainerSpec): Served | undefined {
  if (listeners || !program) return undefined;
  const found = loopbackListener(image, program);
  // where it was not told, a variable of its image may say another address
  const loopback = found?.isGuess === false && !found.isUsual ? found : undefined;
  const byCommand = found === loopback ? (portsByCommand(image, program) ?? (loopback && [loopback.port])) : undefined;
  const ports = portsByImage(image, program) ?? byCommand;
  return ports && { ports, loopback };
}

function portsByImage(image: Knowable<string> | undefined, program: Program): readonly number[] | undefined {
  const known = knownImage(image, program);
  return known && portsOfImage(known, program);
}

/** A variable that says on which port a program listens. */
interface PortVariable {
  readonly name: string;
  /** Whether it is read for certain beside what else is set. @default - it always is */
  readonly counts?: (program: Program) => boolean;
  /** Whether its value is a list of URLs. @default - it is a number */
  readonly isUrls?: boolean;
}

/** Endpoints of Kestrel, which come before the variables. */
const OF_KESTREL = /^Kestrel__Endpoints/i;

/**
 * What platforms and frameworks read; the first that is set counts.
 * @see https://12factor.net/port-binding
 * @see https://learn.microsoft.com/en-us/aspnet/core/fundamentals/servers/kestrel/endpoints
 * @see https://docs.spring.io/spring-boot/appendix/application-properties/index.html#application-properties.server.server.port
 * @see https://quarkus.io/guides/http-reference
 */
const PORT_VARIABLES: readonly PortVariable[] = [
  { name: 'ASPNETCORE_URLS', isUrls: true, counts: ({ environment }) => isUnset(environment.items, OF_KESTREL) },
  {
    name: 'ASPNETCORE_HTTP_PORTS',
    counts: ({ environment }) =>
      isUnset(environment.items, /^ASPNETCORE_HTTPS_PORTS$/) && isUnset(environment.items, OF_KESTREL),
  },
  {
    name: 'QUARKUS_HTTP_PORT',
    counts: ({ environment }) => isUnset(environment.items, /^QUARKUS_(?:HTTP_SSL|HTTP_INSECURE_REQUESTS|TLS)/),
  },
  { name: 'SERVER_PORT', counts: ({ environment }) => !isUnset(environment.items, /^SPRING_/) },
  { name: 'PORT' },
];

function isUnset(settings: readonly Setting[], name: RegExp): boolean {
  return !settings.some((one) => isKnown(one.name) && name.test(one.name));
}

/** The port that a program is told to listen on by a variable; it may listen on others too. */
export function portByVariable(program: Program): number | undefined {
  return portSetting(program)?.port;
}

/** The variable that says it; of two of one name the later counts. */
function portSetting(program: Program): { readonly setting: Setting; readonly port: number | undefined } | undefined {
  for (const { name, counts, isUrls = false } of PORT_VARIABLES) {
    const setting = program.environment.items.filter((one) => one.name === name).at(-1);
    if (!setting || counts?.(program) === false) continue;
    const text = isKnown(setting.value) ? setting.value : '';
    const digits = (isUrls ? /^https?:\/\/[^;\s/]*:(\d+)\/?$/ : /^(\d+)$/).exec(text)?.[1];
    const port = digits === undefined ? undefined : Number(digits);
    return { setting, port: isPortNumber(port) ? port : undefined };
  }
  return undefined;
}

/** How it is known on which port a program listens. */
export interface Evidence {
  /** Such as `PORT=8080`, or what says it. */
  readonly by: string;
  /** The variable that holds the port and nothing else. @default - it is known by something else */
  readonly variable?: string;
  /** Where that stands. @default - it is not in the files */
  readonly at?: Place;
}

/** How the port of {@link portByVariable} is known, or else the ports that a command or an image says. */
export function evidenceOf(image: Knowable<string> | undefined, program: Program, told: number | undefined): Evidence {
  const { name = '', at } = (told === undefined ? undefined : portSetting(program)?.setting) ?? {};
  if (isKnown(name) && name !== '') {
    const isPort = name.endsWith('PORT');
    return {
      by: isPort ? `${name}=${told}` : `by ${name}`,
      ...(isPort ? { variable: name } : {}),
      ...(at === undefined ? {} : { at }),
    };
  }
  return { by: portsByCommand(image, program) === undefined ? 'as its image is documented' : 'by its command' };
}

/** What a program listens on: what the documentation of its image says, or its command, or else what is declared. */
export function listeningOn(
  image: Knowable<string> | undefined,
  program: Program,
  declared: readonly number[],
): Listening {
  const documented = portsByImage(image, program) ?? portsByCommand(image, program);
  return documented ? { ports: new Set(documented), complete: true } : { ports: new Set(declared), complete: false };
}
