import { IpAddress } from './address';
import { linksOn } from './names';
import { carrierOf, type Endpoint, type Network, type Sandbox } from './sandbox';
import { type Knowable } from './unknown';
import { originText, type Verdict } from './verdict';
import { type Target, type Question, listen, arrive, blocked, unknown, known } from './question';
import { toHost, throughBinding, bindingAt } from './host-delivery';
import { withoutWay } from './way-out';

export function deliver(question: Question, target: Target): Verdict {
  const { sandbox } = question;
  const verdict = decide(question, target);
  if (verdict.kind === 'blocked' && sandbox?.incomplete !== undefined && verdict.failure !== 'refused') {
    return unknown(question, sandbox.incomplete);
  }
  const address = target.address;
  return verdict.kind === 'unknown' || address === undefined ? verdict : { address, ...verdict };
}

function decide(question: Question, target: Target): Verdict {
  switch (target.kind) {
    case 'loopback':
      return toLoopback(question, target);
    case 'endpoint':
      return toEndpoint(question, target.endpoint, target.address);
    case 'host':
      return toHost(question, target);
    case 'free':
      return toFreeAddress(question, target.network);
    case 'outside':
      return toOutside(question);
  }
}

function toLoopback(question: Question, target: Extract<Target, { kind: 'loopback' }>): Verdict {
  const { sandbox, port, topology } = question;
  if (!sandbox) return arrive(question, 'outside', false);
  if (!port) return arrive(question, sandbox.owner?.name ?? 'host', true);
  if (sandbox.kind === 'host') {
    const binding = bindingAt(topology, port, target.address);
    if (binding === 'unknown') return unknown(question, `whether the engine publishes a port as ${port.toString()}`);
    if (binding) return throughBinding(question, target, binding);
  }
  return listen(question, sandbox, target.address, undefined);
}

function toEndpoint(question: Question, endpoint: Endpoint, address: Knowable<IpAddress>): Verdict {
  const { topology, sandbox, trace } = question;
  const { network } = endpoint;
  const owner = endpoint.sandbox.owner?.name ?? 'host';
  if (network.undecided !== undefined) return unknown(question, network.undecided);
  if (!sandbox) return fromOutside(question, endpoint);
  if (sandbox.kind === 'host') return fromHost(question, endpoint);
  if (sandbox === endpoint.sandbox) return listen(question, sandbox, known(address), undefined);
  const mine = sandbox.endpoints.find((one) => one.network === network);
  if (mine) {
    trace.push({ where: `network ${network.name}`, what: `both are members` });
    if (network.icc) return listen(question, endpoint.sandbox, known(address), endpoint);
    const opened = network.name === 'bridge' && linkOpens(question, sandbox, endpoint);
    if (opened) {
      trace.push({ where: 'link', what: `opens the exposed port ${question.port?.toString() ?? ''}` });
      return listen(question, endpoint.sandbox, known(address), endpoint);
    }
    return blocked(
      question,
      'timeout',
      `network ${network.name} has communication between containers switched off`,
      'switch icc on, or publish the port and dial the host',
    );
  }
  const unrouted = withoutWay(question);
  if (unrouted) return unrouted;
  if (network.driver !== 'bridge')
    return unknown(question, `how the host routes to ${network.driver} network ${network.name}`);
  if (address instanceof IpAddress && address.family === 6 && topology.engine.version < 27) {
    return unknown(question, 'engines before 27 do not filter IPv6 unless told to');
  }
  const names = sandbox.endpoints.map((one) => one.network.name).join(', ');
  trace.push({ where: 'isolation between networks', what: `drops what comes from ${names} for ${network.name}` });
  return blocked(
    question,
    'timeout',
    `${originText(question.from)} and ${owner} share no network`,
    `connect both to one network, or publish the port of ${owner} and dial the host`,
  );
}

function fromHost(question: Question, endpoint: Endpoint): Verdict {
  const { network } = endpoint;
  if (network.driver === 'macvlan' || network.driver === 'ipvlan') {
    return blocked(
      question,
      'timeout',
      `the host does not reach members of ${network.driver} network ${network.name}`,
      'ask from another machine of that LAN, or use a bridge network',
    );
  }
  if (network.driver !== 'bridge')
    return unknown(question, `how the host reaches ${network.driver} network ${network.name}`);
  if (network.gatewayMode === 'isolated') {
    return blocked(
      question,
      'no-route',
      `network ${network.name} has no address on the host`,
      'use another gateway mode',
    );
  }
  question.trace.push({ where: `network ${network.name}`, what: 'the host is on its bridge' });
  return listen(question, endpoint.sandbox, known(endpoint.ipv4), endpoint);
}

/** Another machine that dials the address of a container. */
function fromOutside(question: Question, endpoint: Endpoint): Verdict {
  const { topology, port, trace } = question;
  const { network, sandbox } = endpoint;
  if (network.driver === 'macvlan' || network.driver === 'ipvlan')
    return listen(question, sandbox, known(endpoint.ipv4), endpoint);
  if (!topology.engine.routedFromOutside) {
    return blocked(
      question,
      'timeout',
      `another machine has no route to network ${network.name}`,
      'publish the port and dial the host',
    );
  }
  if (network.gatewayMode === 'routed' || network.gatewayMode === 'nat-unprotected') {
    return unknown(question, `gateway mode ${network.gatewayMode} was not observed`);
  }
  const dropped = 'the engine drops what other machines send to container addresses';
  if (topology.engine.version >= 28) {
    trace.push({ where: 'raw table', what: dropped, relies: 'engines from 28 on' });
    return blocked(question, 'timeout', dropped, 'publish the port and dial the host');
  }
  const published =
    port &&
    carrierOf(sandbox) === endpoint &&
    sandbox.owner?.bindings.some((one) => one.containerPort === port.number && one.protocol === port.protocol);
  if (published === true || (topology.engine.forwardPolicy === 'ACCEPT' && !network.internal)) {
    trace.push({
      where: 'forwarding',
      what: published === true ? 'the published container port is let through' : 'everything is let through',
      relies: 'engines before 28',
    });
    return listen(question, sandbox, known(endpoint.ipv4), endpoint);
  }
  return blocked(
    question,
    'timeout',
    network.internal ? `network ${network.name} is internal` : 'only published ports are forwarded',
    'publish the port and dial the host',
  );
}

function toFreeAddress(question: Question, network: Network): Verdict {
  const { sandbox } = question;
  if (!sandbox)
    return blocked(question, 'timeout', `nothing has that address on ${network.name}`, 'dial a container or the host');
  if (sandbox.kind === 'own' && !sandbox.endpoints.some((one) => one.network === network)) {
    const unrouted = withoutWay(question);
    if (unrouted) return unrouted;
  }
  return blocked(
    question,
    'timeout',
    `no container has that address on ${network.name}`,
    'use a name, or give the container a static address',
  );
}

function toOutside(question: Question): Verdict {
  const { topology, sandbox, port, trace } = question;
  if (sandbox?.kind === 'own') {
    const unrouted = withoutWay(question);
    if (unrouted) return unrouted;
    const network = carrierOf(sandbox)?.network;
    if (network?.undecided !== undefined) return unknown(question, network.undecided);
    if (network && !network.masquerade) {
      if (!topology.engine.routedFromOutside)
        return unknown(question, `whether the other machine routes ${network.name} back to this host`);
      if (topology.engine.version >= 28) {
        trace.push({
          where: 'raw table',
          what: 'answers to the container address are dropped',
          relies: 'engines from 28 on',
        });
        return blocked(
          question,
          'timeout',
          `network ${network.name} does not masquerade, and answers to container addresses are dropped`,
          'switch masquerading on',
        );
      }
    }
    trace.push({
      where: 'host',
      what:
        network?.masquerade === false
          ? 'leaves with the address of the container'
          : 'leaves with the address of the host',
    });
  }
  const listeners = topology.options.outside?.listeners;
  if (!port || !listeners) return arrive(question, 'outside', !port);
  return listeners.some((one) => one.port === port.number && one.protocol === port.protocol)
    ? arrive(question, 'outside', true)
    : blocked(question, 'refused', `nothing listens on ${port.toString()} there`, 'check the port');
}

/** On the default bridge without icc a link opens the exposed ports of its target, one way. */
function linkOpens({ topology, port }: Question, sandbox: Sandbox, target: Endpoint): boolean {
  const owner = target.sandbox.owner;
  const mine = sandbox.endpoints.find(({ network }) => network === target.network);
  if (!owner || !mine || !port) return false;
  const linked = linksOn(sandbox, mine).some((link) => topology.nodes.get(link.target) === owner);
  const exposed = [
    ...owner.spec.exposed.items,
    ...owner.bindings.map((one) => ({ port: one.containerPort, protocol: one.protocol })),
  ];
  return linked && exposed.some((one) => one.port === port.number && one.protocol === port.protocol);
}
