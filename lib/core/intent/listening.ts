import { type ContainerSpec } from '../engine/definition/docker-host';
import { isKnown, type Knowable } from '../values/unknown';
import { isOpenText, UNSAID, type Program, type Setting } from '../values/program';
import { isOfClient } from './dial';
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
  if (spec.listeners) {
    return {
      ports: new Set(spec.listeners.flatMap(({ port, protocol }) => (protocol === 'tcp' ? [port] : []))),
      complete: true,
    };
  }
  const declared: number[] = [];
  for (const { containerPort, protocol } of spec.published.items) {
    if (isKnown(containerPort) && (protocol === 'tcp' || protocol === '')) declared.push(containerPort);
  }
  for (const { port, protocol } of spec.exposed.items) if (protocol === 'tcp') declared.push(port);
  return listeningOn(spec.image, spec.program ?? UNSAID, declared);
}

/** What a program listens on: what the documentation of its image says, or else what is declared. */
export function listeningOn(
  image: Knowable<string> | undefined,
  program: Program,
  declared: readonly number[],
): Listening {
  const known = knownImage(image, program);
  const documented = known && portsOfImage(known, program);
  return documented ? { ports: new Set(documented), complete: true } : { ports: new Set(declared), complete: false };
}

/** Whether a text of a definition has a number that may be a port which its program listens on. */
export function mentions({ environment, labels, command, healthCheck }: Program, port: number): boolean {
  const number = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  const has = (text: Knowable<string>): boolean => isKnown(text) && number.test(text);
  const mayHave = ({ name, value }: Setting): boolean =>
    isKnown(value) && !isOpenText(value)
      ? number.test(value)
      : isKnown(name) && /port|listen|addr|bind/i.test(name) && !isOfClient(name);
  return (
    environment.items.some(mayHave) ||
    labels.items.some(({ value }) => has(value)) ||
    [...(command?.items ?? []), ...(healthCheck?.items ?? [])].some(has)
  );
}
