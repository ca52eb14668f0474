import { type PublishedPort } from '../../core/engine/definition/docker-host';
import { within, type Place } from '../../core/values/place';
import { HOLE } from '../../core/values/program';
import { Unknown, type Knowable } from '../../core/values/unknown';
import { Field, isData, made } from '../../core/reading/field';
import { type Marked } from './interpolate';
import { type ComposeSource } from './source';

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Ports of one entry, more than one when it is a range; undefined when it cannot be read. */
export function readPorts(source: ComposeSource, raw: unknown, at: Place, owner: Place): PublishedPort[] | undefined {
  if (isData(raw)) return longForm(Field.root(source, raw, at), owner);
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;
  return readShortPort(source.marked(raw), at, owner);
}

/** `[[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]`, where both ports may be ranges. */
export function readShortPort({ text, unknown }: Marked, at: Place, owner: Place): PublishedPort[] | undefined {
  const slash = text.lastIndexOf('/');
  const protocolText = slash < 0 ? 'tcp' : text.slice(slash + 1).toLowerCase();
  const protocol = protocolText.includes(HOLE) ? (unknown ?? new Unknown('not known')) : protocolText;
  const rest = slash < 0 ? text : text.slice(0, slash);
  const [container = '', host = '', ...front] = rest.split(':').reverse();
  const address = front.reverse().join(':');
  return ports({ container, host, address: address.replace(/^\[(.*)\]$/, '$1'), protocol, unknown }, at, owner);
}

function longForm(field: Field, owner: Place): PublishedPort[] | undefined {
  const target = field.text('target');
  const published = field.text('published');
  const address = field.text('host_ip');
  const protocol = field.text('protocol') ?? 'tcp';
  const unknown = [target, published, address].find((value) => value instanceof Unknown);
  const mark = (value: Knowable<string> | undefined): string => (value instanceof Unknown ? HOLE : (value ?? ''));
  return ports(
    {
      container: mark(target),
      host: mark(published),
      address: mark(address),
      protocol,
      unknown: unknown instanceof Unknown ? unknown : undefined,
    },
    field.at,
    owner,
  );
}

interface Parts {
  readonly container: string;
  readonly host: string;
  readonly address: string;
  readonly protocol: Knowable<string>;
  readonly unknown: Unknown | undefined;
}

const MAX_PORTS = 65535;

function ports(
  { container, host, address, protocol, unknown }: Parts,
  at: Place,
  owner: Place,
): PublishedPort[] | undefined {
  const open = unknown ?? new Unknown('it is not known');
  const hostAddress = address === '' ? undefined : address.includes(HOLE) ? open : address;
  const base = (containerPort: Knowable<number>): PublishedPort => {
    const name = within(
      { path: owner.path },
      `port ${typeof containerPort === 'number' ? containerPort : '?'}/${typeof protocol === 'string' ? protocol : '?'}`,
    );
    return made<PublishedPort>({
      at: { ...at, path: name.path },
      containerPort,
      protocol,
      hostAddress,
      hostPort: undefined,
      hostPortLast: undefined,
    });
  };
  const inside = range(container);
  if (container.includes(HOLE))
    return [{ ...base(open), ...(host === '' ? {} : { hostPort: host.includes(HOLE) ? open : Number(host) }) }];
  if (!inside) return undefined;
  const { first, last } = inside;
  if (last < first || last - first > MAX_PORTS) return undefined;
  const size = last - first + 1;
  if (host === '') return Array.from({ length: size }, (_none, index) => base(first + index));
  if (host.includes(HOLE))
    return Array.from({ length: size }, (_none, index) => ({ ...base(first + index), hostPort: open }));
  const outside = range(host);
  if (!outside) return undefined;
  if (size === 1 && outside.last !== outside.first) {
    return [{ ...base(first), hostPort: outside.first, hostPortLast: outside.last }];
  }
  if (outside.last - outside.first + 1 !== size) return undefined;
  return Array.from({ length: size }, (_none, index) => ({ ...base(first + index), hostPort: outside.first + index }));
}

function range(text: string): Range | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  return { first, last: match[2] === undefined ? first : Number(match[2]) };
}
