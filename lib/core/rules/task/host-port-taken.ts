import { atField } from '../../place';
import { defineRule } from '../../rule';
import { hostPortClaims, nameOf, type HostPortClaim } from '../../task-reading';

export const hostPortTaken = defineRule<'task', { port: string; container: string; heldBy: string }>({
  id: 'host-port-taken',
  subject: 'task',
  severity: 'error',
  title: 'a task uses each host port once',
  why: 'the containers of a task run on one instance, which has each port once per protocol',
  broken: `RegisterTaskDefinition refuses it: "TCP host port '3000' is mapped multiple times in task."`,
  fix: 'give one of them another host port, or BridgePort.dynamic() and let the instance pick',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',
    'https://github.com/aws/amazon-ecs-agent/issues/1220',
  ],
  catalogue: ['PM-04'],
  explain: ({ port, container, heldBy }) =>
    container === heldBy
      ? `container ${container} maps host port ${port} twice`
      : `host port ${port} of container ${container} is already taken by container ${heldBy}`,
  *check(task) {
    const holders = new Map<string, HostPortClaim>();
    for (const claim of hostPortClaims(task)) {
      const port = `${claim.hostPort}/${claim.protocol}`;
      const holder = holders.get(port);
      if (!holder) {
        holders.set(port, claim);
        continue;
      }
      yield {
        at: atField(claim.mapping.at, claim.mapping.hostPort === undefined ? 'containerPort' : 'hostPort'),
        facts: { port, container: nameOf(claim.container), heldBy: nameOf(holder.container) },
        others: [holder.mapping.at],
      };
    }
  },
});
