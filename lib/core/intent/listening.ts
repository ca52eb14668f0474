import { type ContainerSpec } from '../engine/definition/docker-host';
import { isKnown, type Knowable } from '../values/unknown';
import { HOLE, UNSAID, type Program, type Setting } from '../values/program';
import { knownImage, portsOfImage } from './known-image';

/** On which TCP ports the program of a container listens, as far as that can be known. */
export interface Listening {
  /** Ports that the definition or the documentation of the image says. */
  readonly ports: ReadonlySet<number>;
  /** Whether it listens on no others. */
  readonly complete: boolean;
}

/** What listens in a container of an engine. */
export function listeningIn(spec: ContainerSpec): Listening {
  const program = spec.program ?? UNSAID;
  const image = knownImage(spec.image, program);
  const documented = image && portsOfImage(image, program);
  if (spec.listeners) {
    return {
      ports: new Set(spec.listeners.flatMap(({ port, protocol }) => (protocol === 'tcp' ? [port] : []))),
      complete: true,
    };
  }
  if (documented) return { ports: new Set(documented), complete: true };
  const ports = new Set<number>();
  for (const { containerPort, protocol } of spec.published.items) {
    if (isKnown(containerPort) && (protocol === 'tcp' || protocol === '')) ports.add(containerPort);
  }
  for (const { port, protocol } of spec.exposed.items) if (protocol === 'tcp') ports.add(port);
  return { ports, complete: false };
}

/** Whether a text of a definition has a number that may be a port which its program listens on. */
export function mentions({ environment, labels, command, healthCheck }: Program, port: number): boolean {
  const number = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  const has = (text: Knowable<string>): boolean => isKnown(text) && number.test(text);
  const mayHave = ({ name, value }: Setting): boolean =>
    isKnown(value) && !value.includes(HOLE) ? number.test(value) : isKnown(name) && /port|listen|addr|bind/i.test(name);
  return (
    environment.items.some(mayHave) ||
    labels.items.some(({ value }) => has(value)) ||
    [...(command?.items ?? []), ...(healthCheck?.items ?? [])].some(has)
  );
}
