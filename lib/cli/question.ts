import { knownPorts, dial, dialAny, type Dial } from '../core/engine/answers/dial';
import { ENGINE_HOST, machineNamed, OTHER_MACHINE, type Origin } from '../core/engine/flow/verdict';
import { namesOf } from '../core/engine/state/sandbox';
import { type Topology } from '../core/engine/topology';
import { ModelError } from '../core/values/model-error';
import { Port } from '../core/values/port';
import { nearest } from '../core/values/similar';
import { labelsOf } from '../report/labels';
import { type Arguments } from './command';
import { UsageError } from './usage-error';

/** What `--from`, `--to` and `--port` ask. */
export interface Question {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly port: Port | undefined;
}

/** Ports that an address on the web means where it names none. */
const PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** What somebody copied from a setting, such as `http://shop@db:5432/path`, as `db:5432`. */
function withoutScheme(end: string | undefined): string | undefined {
  const [, scheme = '', host = '', port] =
    /^(\w+):\/\/(?:[^@/]*@)?([^:/]+)(?::(\d+))?(?:[/?].*)?$/.exec(end ?? '') ?? [];
  if (host === '') return end;
  const known = port ?? PORTS[scheme.toLowerCase()];
  return known === undefined ? host : `${host}:${known}`;
}

/**
 * Reads a question; `--to db:5432` names the port as well.
 * @throws UsageError
 */
export function questionOf(args: Arguments): Question {
  const to = withoutScheme(args.value('to'));
  const [, name, number] = /^([^:[\]]+):(\d+(?:\/\w+)?)$/.exec(to ?? '') ?? [];
  const given = args.value('port');
  if (number !== undefined && given !== undefined && !portOf(given).equals(portOf(number))) {
    throw new UsageError(`--to names port ${number}, and --port ${given}; one of them is enough`, 'reach');
  }
  const port = given ?? number;
  return {
    from: args.value('from'),
    to: name ?? to,
    port: port === undefined ? undefined : portOf(port),
  };
}

function portOf(text: string): Port {
  try {
    return Port.parse(text);
  } catch (error) {
    throw ModelError.isModelError(error) ? new UsageError(`--port: ${error.problem}`, 'reach') : error;
  }
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/i;

/**
 * What is dialled: a container, `host` or `outside`; on the host itself also its loopback.
 * @throws UsageError with what was probably meant
 */
export function targetNamed(topology: Topology, text: string, from: Origin | undefined): Origin | { address: string } {
  if (typeof from === 'object' && from.kind === 'host' && LOOPBACK.test(text))
    return { address: text.toLowerCase() === 'localhost' ? '127.0.0.1' : text };
  const linked =
    typeof from === 'string' && containerNamed(topology, text) === undefined && leadsTo(topology, from, text);
  return linked || endNamed(topology, text, 'to');
}

/** The container that a name leads to for one other: by a link, or by a line of its hosts file. */
function leadsTo(topology: Topology, from: string, name: string): string | undefined {
  const resolution = topology.resolve(from, name);
  return resolution.kind === 'resolved' ? resolution.answers[0]?.container : undefined;
}

/**
 * Who is meant: a container, `host` or `outside`.
 * @throws UsageError with what was probably meant
 */
export function endNamed(topology: Topology, text: string, option: 'from' | 'to'): Origin {
  const container = containerNamed(topology, text);
  if (container !== undefined) return container;
  const end = machineNamed(text);
  if (end) return end;
  const labels = [...new Set(labelsOf(topology).values())];
  const there = [...labels, 'host', 'outside'];
  if (LOOPBACK.test(text)) {
    const machine = `for the machine that the engine runs on, say --${option} host`;
    throw new UsageError(
      `inside a container ${text} is that container itself; ${machine}, for another container its name: ${labels.join(', ')}`,
      'reach',
    );
  }
  const meant = nearest(text, there);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  const isPart = !topology.host.containers.complete;
  const missing = isPart
    ? `container ${JSON.stringify(text)} was not read, as the files have only a part of the host`
    : `there is no container ${JSON.stringify(text)}`;
  throw new UsageError(`${missing}${hint === '' ? '; ' : `${hint} `}there is ${there.join(', ')}`, 'reach');
}

/** A container by its name on the engine, by its service, by the end of its path, or by a name that it has on a network. */
function containerNamed(topology: Topology, text: string): string | undefined {
  if (topology.nodes.has(text)) return text;
  const nodes = [...topology.nodes.values()];
  const wanted = text.toLowerCase();
  const fits: ((node: (typeof nodes)[number]) => boolean)[] = [
    ({ spec }) => spec.at.path === text,
    ({ spec }) => spec.at.path.endsWith(`/${text}`),
    ({ name }) => name.toLowerCase() === wanted,
    ({ spec }) => spec.at.path.toLowerCase() === wanted || spec.at.path.toLowerCase().endsWith(`/${wanted}`),
    ({ sandbox }) => sandbox?.endpoints.some((endpoint) => [...namesOf(endpoint)].includes(wanted)) ?? false,
  ];
  for (const fit of fits) {
    const found = nodes.find(fit);
    if (found) return found.name;
  }
  return undefined;
}

/** The answers to a question about containers: of one end or both, at one port or at those that are known. */
export function dialsOf(
  topology: Topology,
  from: Origin | undefined,
  to: string | undefined,
  port: Port | undefined,
  called?: string,
): Dial[] {
  const running = [...topology.nodes.values()].filter((node) => node.running).map(({ name }) => name);
  const origins: readonly Origin[] = from === undefined ? [...running, ENGINE_HOST, OTHER_MACHINE] : [from];
  return (to === undefined ? running : [to]).flatMap((target) =>
    origins
      .filter((origin) => origin !== target || from !== undefined)
      .flatMap((origin) => {
        if (port) return [dial(topology, origin, target, port, called)];
        const ports = knownPorts(topology.node(target));
        return (ports.length === 0 ? [undefined] : ports).map((one) => dialAny(topology, origin, target, one, called));
      }),
  );
}
