import { gatesOf } from '../../ecs/reach/gate';
import { textOf } from '../../ecs/port-use';
import { admitsNobody, type TrafficFilter } from '../../ecs/security-group';
import { defineRule, type Violation } from '../rule';
import { connectOf, mappingNamed, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { type Service } from '../../ecs/service';
import { type PortMappingDefinition } from '../../ecs/task';
import { API_CONNECT, GUIDE_CONNECT } from '../sources';
import { FINE } from '../violations';

type Facts = { port: string; ports: string; groups: readonly string[] };

export const serviceConnectBlocked = defineRule<'cluster', Facts>({
  id: 'service-connect-blocked',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'Service Connect port that no security group lets anybody in on',
  why: 'clients come to the proxy: on the container port or its override in awsvpc, on a host port of the dynamic range or the override behind a bridge; aws-cdk-lib opens nothing',
  broken: 'silently, clients time out',
  fix: ({ either }) =>
    `${either('use connect() and allowFrom() of the service, or allow', 'allow')} the clients on those ports`,
  sources: [GUIDE_CONNECT, API_CONNECT],
  catalogue: ['SC-13'],
  explain: ({ port, ports, groups }) =>
    `the service offers ${port} through Service Connect on ${ports}, where ${groups.join(' and ')} ${groups.length === 1 ? 'admits' : 'admit'} nobody`,
  check(cluster) {
    if (!cluster.securityGroups) return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const service of cluster.services.items) {
      const connect = connectOf(service);
      const task = taskOf(service);
      if (!connect || !task || serviceModeOf(service)?.serviceConnect === 'none') continue;
      for (const { at, portName, ingressPortOverride } of connect.entries.items) {
        if (typeof portName !== 'string') continue;
        const mapping = mappingNamed(task, portName);
        if (!mapping || mapping.protocol !== 'tcp') continue;
        const override = ingressPortOverride ?? 0;
        const facts = typeof override === 'number' ? closed(service, mapping, override) : undefined;
        if (facts) (found ??= []).push({ at, facts: { port: portName, ...facts } });
      }
    }
    return found ?? FINE;

    function closed(
      service: Service,
      mapping: PortMappingDefinition,
      override: number,
    ): Omit<Facts, 'port'> | undefined {
      const mode = serviceModeOf(service);
      if (!mode) return undefined;
      // behind a bridge the proxy has a host port of its own, whatever that of the application is
      const proxy = mode.namespace === 'task' ? mapping : { ...mapping, hostPort: 0 };
      const gates = gatesOf(cluster, service, proxy, mode);
      const [gate] = gates ?? [];
      if (!gates || !gate) return undefined;
      const [first, last] = override > 0 ? [override, override] : gate.ports;
      const closes = ({ ingress }: TrafficFilter): boolean => admitsNobody(ingress, [first, last], 'tcp');
      if (!gates.every(({ groups }) => groups.every(closes))) return undefined;
      const ports = `port ${textOf({ first, last, protocol: 'tcp' })}`;
      return { ports, groups: [...new Set(gates.flatMap(({ groups }) => groups.map(({ at }) => at.path)))] };
    }
  },
});
