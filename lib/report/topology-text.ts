import { generalBlockText } from '../core/engine/flow/block-reason';
import { exposures } from '../core/engine/answers/exposure';
import { dialText, matrix, type MatrixCell, type MatrixOptions } from '../core/engine/answers/matrix';
import { linksOn, namesOf } from '../core/engine/state/sandbox';
import { originText } from '../core/engine/flow/verdict';
import { carrierOf, type Endpoint, type Node } from '../core/engine/state/sandbox';
import { type Topology } from '../core/engine/topology';
import { IpAddress } from '../core/values/address';
import { isKnown, knownOr } from '../core/values/unknown';
import { table, tablesBelow } from './table';

/** A table of the containers: their networks, and their addresses and names on each. */
export function containersText(topology: Topology, width?: number): string {
  const rows = [...topology.nodes.values()].flatMap((node): string[][] => {
    const endpoints = node.sandbox?.owner === node ? node.sandbox.endpoints : [];
    if (endpoints.length === 0) return [[node.name, stackText(node), '', '', portsText(node)]];
    return endpoints.map((endpoint, index) => [
      index === 0 ? node.name : '',
      endpoint.network.name + (carrierOf(endpoint.sandbox) === endpoint && endpoints.length > 1 ? ' (way out)' : ''),
      addressText(endpoint),
      namesText(endpoint),
      index === 0 ? portsText(node) : '',
    ]);
  });
  return table([['container', 'network', 'address', 'names there', 'published'], ...rows], width);
}

/**
 * A table of who reaches whom: a row for each sender, a column for each target, and in the cell what to dial. Below it,
 * everything that is blocked or unknown, grouped by reason.
 */
export function matrixText(topology: Topology, options: MatrixOptions = {}, width?: number): string {
  const cells = matrix(topology, options);
  const asked = new Set(cells.map(({ to }) => to));
  const columns = [...topology.nodes.keys()].filter((name) => asked.has(name));
  const numbers = new Map(columns.map((name, index) => [name, `${index + 1}`]));
  const rows = new Map<string, Map<string, MatrixCell>>();
  for (const cell of cells) {
    const from = originText(cell.from);
    const row = rows.get(from) ?? new Map<string, MatrixCell>();
    rows.set(from, row.set(cell.to, cell));
  }
  const head = ['from \\ to', ...numbers.values()];
  const body = [...rows].map(([from, row]) => [
    `${numbers.get(from) ?? ''} ${from}`.trim(),
    ...columns.map((to) => (to === from ? '=' : cellText(row.get(to)))),
  ]);
  const legend = 'in a cell: what to dial; = itself; - blocked and ? unknown, with the reasons:';
  return [tablesBelow([head, ...body], width), legend, ...reasons(cells)].join('\n');
}

/** A table of the names that only one container resolves: its links, and the entries of its hosts file. */
export function privateNamesText(topology: Topology, width?: number): string {
  const rows = [...topology.nodes.values()].flatMap((node): string[][] => [
    ...(node.sandbox?.owner === node ? node.sandbox.endpoints : []).flatMap((endpoint) =>
      linksOn(endpoint.sandbox, endpoint).map(({ alias, target }) => [node.name, alias, target]),
    ),
    ...node.spec.extraHosts.items.map(({ hostname, address }) => [
      node.name,
      knownOr(hostname, '?'),
      isKnown(address) ? addressOwner(topology, address) : 'picked at start',
    ]),
  ]);
  return rows.length === 0 ? 'none' : table([['container', 'says', 'and means'], ...rows], width);
}

function addressOwner(topology: Topology, text: string): string {
  const address = IpAddress.tryParse(text);
  const endpoints = [...topology.networks.values()].flatMap(({ members }) => members);
  const endpoint =
    address &&
    endpoints.find(({ ipv4, ipv6 }) => [ipv4, ipv6].some((one) => one instanceof IpAddress && one.equals(address)));
  return endpoint ? `${endpoint.sandbox.owner?.name ?? 'the host'} at ${text} on ${endpoint.network.name}` : text;
}

/** A table of what other machines reach. */
export function exposureText(topology: Topology, width?: number): string {
  const rows = exposures(topology).map(({ container, port, hostPort, hostAddress, to, because }) => [
    container,
    port?.toString() ?? (to === 'not known' ? '?' : 'any it opens'),
    hostPort === undefined
      ? 'the same'
      : isKnown(hostPort)
        ? `${hostPort}`
        : to === 'not known'
          ? '?'
          : 'picked by the engine',
    hostAddress === undefined ? 'every address' : isKnown(hostAddress) ? hostAddress.toString() : '?',
    to,
    because,
  ]);
  return rows.length === 0
    ? 'nothing is reached from beyond the containers'
    : table([['container', 'port', 'host port', 'host address', 'reached by', 'because'], ...rows], width);
}

function cellText(cell: MatrixCell | undefined): string {
  if (!cell) return '';
  const { verdict } = cell;
  if (verdict.kind === 'unknown') return '?';
  return dialText(verdict) ?? '-';
}

function reasons(cells: readonly MatrixCell[]): string[] {
  const blocked = new Map<string, string[]>();
  for (const { from, to, verdict } of cells) {
    if (verdict.kind === 'reachable') continue;
    const reason =
      verdict.kind === 'blocked'
        ? `-  ${verdict.failure}: ${generalBlockText(verdict.reason)}`
        : `?  ${verdict.missing}`;
    const pairs = blocked.get(reason);
    const pair = `${originText(from)} -> ${to}`;
    if (pairs) pairs.push(pair);
    else blocked.set(reason, [pair]);
  }
  return [...blocked].map(([reason, pairs]) => {
    const shown = pairs.slice(0, 3).join(', ');
    return `${reason} (${pairs.length === 1 ? shown : `${pairs.length} pairs: ${shown}${pairs.length > 3 ? ', …' : ''}`})`;
  });
}

function addressText({ ipv4, ipv6 }: Endpoint): string {
  return [ipv4, ipv6]
    .flatMap((address) => (address === undefined ? [] : [isKnown(address) ? address.toString() : 'picked at start']))
    .join(' ');
}

function namesText(endpoint: Endpoint): string {
  return endpoint.network.name === 'bridge' ? 'none' : [...namesOf(endpoint)].join(' ');
}

function stackText({ spec, running, sandbox }: Node): string {
  if (!running) return 'not running';
  if (!isKnown(spec.namespace)) return '?';
  switch (spec.namespace.kind) {
    case 'host':
      return "the host's stack";
    case 'none':
      return 'none: loopback only';
    case 'container':
      return `that of ${sandbox?.owner?.name ?? 'the host'}`;
    case 'own':
      return 'disconnected';
  }
}

function portsText({ bindings }: Node): string {
  return bindings
    .map(({ hostAddress, hostPort, containerPort, protocol }) => {
      const host = isKnown(hostPort) ? `${hostPort}` : '?';
      const address = hostAddress === undefined ? '' : `${isKnown(hostAddress) ? hostAddress.toString() : '?'}:`;
      return `${address}${host}->${containerPort}/${protocol}`;
    })
    .join(' ');
}
