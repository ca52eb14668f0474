import { Cidr, IpAddress } from '../values/address';
import { type TaskSpec } from './task-spec';

/** What the control plane tells the agent about the part of a task in Service Connect. */
export interface ServiceConnectOrder {
  /** The container that becomes the proxy. */
  readonly container: string;
  readonly ingress: readonly {
    readonly listener: string;
    readonly listenerPort?: number;
    readonly interceptPort?: number;
    readonly hostPort?: number;
  }[];
  /** Undefined: the task dials no other service. */
  readonly egress: { readonly listener: string; readonly ipv4Cidr?: string; readonly ipv6Cidr?: string } | undefined;
  readonly names: readonly { readonly name: string; readonly address: string }[];
}

/** A container of this name makes a task one of Service Connect, whatever was ordered. */
const TELLING_NAME = 'service-connect';

/** The user that the proxy and the relay of an instance run as. */
export const PROXY_USER = '20000';

/** The container of a task that the agent takes for the proxy of Service Connect; undefined: there is none. */
export function proxyOf(task: TaskSpec, order: ServiceConnectOrder | undefined): string | undefined {
  return order?.container ?? task.containers.find(({ name }) => name === TELLING_NAME)?.name;
}

/** Why the agent refuses an order, in its words; undefined: it takes it. */
export function refusalOf(order: ServiceConnectOrder, task: TaskSpec, networkMode: string): string | undefined {
  const found = task.containers.filter(({ name }) => name === order.container).length;
  if (order.container === '') return 'missing service connect container name';
  if (found === 0) return `service connect container name=${order.container} does not exist in the task`;
  if (found > 1) return `found ${found} duplicate service connect container name=${order.container} in the task`;
  return refusedEgress(order) ?? refusedNames(order) ?? refusedIngress(order, networkMode);
}

function refusedEgress({ egress }: ServiceConnectOrder): string | undefined {
  if (egress === undefined) return undefined;
  if (egress.listener === '') return 'missing listener name in the egress config';
  const { ipv4Cidr = '', ipv6Cidr = '' } = egress;
  if (ipv4Cidr !== '' && familyOf(ipv4Cidr) !== 4) return `CIDR=${ipv4Cidr.trim()} is not a valid IPv4 CIDR`;
  if (ipv6Cidr !== '' && familyOf(ipv6Cidr) === undefined) return `CIDR=${ipv6Cidr.trim()} is not a valid IPv6 CIDR`;
  return undefined;
}

/** The family of a block of addresses, whichever of its addresses stands before the slash: one of IPv4 may be written as IPv6. */
function familyOf(block: string): 4 | 6 | undefined {
  const text = block.trim();
  if (!Cidr.around(text)) return undefined;
  return IpAddress.parse(text.slice(0, text.indexOf('/'))).unmapped.family;
}

function refusedNames({ names }: ServiceConnectOrder): string | undefined {
  for (const { name, address } of names) {
    const missing = name === '' ? 'hostname' : address === '' ? 'address' : undefined;
    if (missing !== undefined)
      return `missing ${missing} in the DNS config with hostname=${name}, and address=${address}`;
    if (!isAddress(address)) {
      return `hostname=${name}, address=${address} in the DNS config is not valid: address=${address} is not a valid IP address`;
    }
  }
  return undefined;
}

function isAddress(text: string): boolean {
  try {
    IpAddress.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refusedIngress({ ingress }: ServiceConnectOrder, networkMode: string): string | undefined {
  if (ingress.length === 0) return undefined;
  if (networkMode !== 'bridge' && networkMode !== 'awsvpc') {
    return `service connect does not support for ${networkMode} newtork mode`;
  }
  const listening = new Set<number>();
  const onHost = new Set<number>();
  for (const { listener, listenerPort = 0, interceptPort, hostPort } of ingress) {
    const claims: [string, number, Set<number>][] = [];
    if (networkMode === 'awsvpc' && interceptPort !== undefined) claims.push(['intercept', interceptPort, listening]);
    if (listenerPort > 0) claims.push(['listener', listenerPort, listening]);
    if (networkMode === 'bridge' && hostPort !== undefined) claims.push(['host', hostPort, onHost]);
    for (const [kind, port, taken] of claims) {
      if (port === 0) {
        return `${kind} port=0 in the ingress config is not valid: port=0 is not a valid port. A valid port ranges from 1 through 65535`;
      }
      if (kind === 'intercept' && listener === '') {
        return `missing listener name in the ingress config with intercept port=${port}`;
      }
      if (taken.has(port)) {
        return `${kind} port collision detected in the ingress config with ${kind} port=${port}, and listener name=${listener}`;
      }
      taken.add(port);
    }
  }
  return undefined;
}
