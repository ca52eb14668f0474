import { type Endpoint, type HostsLine, type Network, type Node, type Sandbox } from './sandbox';

/** The parts of a host while things happen to it. Afterwards they are frozen. */
type Live<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

export interface LiveNode extends Live<Omit<Node, 'sandbox'>> {
  sandbox: LiveSandbox | undefined;
}

export interface LiveSandbox extends Live<Omit<Sandbox, 'owner' | 'members' | 'endpoints' | 'hosts' | 'erased'>> {
  owner: LiveNode | undefined;
  members: LiveNode[];
  endpoints: LiveEndpoint[];
  /** Another list whenever a line comes or goes: most have none. */
  hosts: Sandbox['hosts'];
  /** Another list whenever a name is added. */
  erased: Sandbox['erased'];
}

export interface LiveEndpoint extends Omit<Endpoint, 'network' | 'sandbox'> {
  readonly network: LiveNetwork;
  readonly sandbox: LiveSandbox;
}

export interface LiveNetwork extends Live<Omit<Network, 'members'>> {
  members: LiveEndpoint[];
}

/** Freezes the parts of a host, once nothing happens to them any more. */
export function freeze(nodes: Iterable<LiveNode>, networks: Iterable<LiveNetwork>, host: LiveSandbox): void {
  freezeSandbox(host);
  for (const node of nodes) {
    Object.freeze(node.attachments);
    for (const binding of node.bindings) Object.freeze(binding);
    Object.freeze(node.bindings);
    if (node.sandbox) freezeSandbox(node.sandbox);
    Object.freeze(node);
  }
  for (const network of networks) {
    for (const list of [network.members, network.subnets, network.gateways, network.pools]) Object.freeze(list);
    Object.freeze(network);
  }
}

function freezeSandbox(sandbox: LiveSandbox): void {
  if (Object.isFrozen(sandbox)) return;
  for (const endpoint of sandbox.endpoints) Object.freeze(endpoint);
  for (const list of [sandbox.members, sandbox.endpoints, sandbox.hosts, sandbox.erased]) Object.freeze(list);
  Object.freeze(sandbox);
}

const NO_LINES: readonly HostsLine[] = Object.freeze([]);
const NO_NAMES: readonly string[] = Object.freeze([]);

/** The namespace of a container that has its own, or of the machine itself, before it joins anything. */
export function emptySandbox(owner: LiveNode | undefined, incomplete?: string): LiveSandbox {
  return {
    kind: owner ? 'own' : 'host',
    owner,
    members: owner ? [owner] : [],
    endpoints: [],
    stranded: undefined,
    hosts: NO_LINES,
    erased: NO_NAMES,
    incomplete,
  };
}
