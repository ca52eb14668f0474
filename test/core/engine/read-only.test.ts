import { runningHostOf } from '../../../lib/core/engine/topology';
import fc from '../../law';
import { draws } from '../../thoroughness';
import { drawn, run } from './drawn';

test('nothing of a topology can be changed: containers, namespaces, endpoints, published ports, networks', () => {
  fc.assert(
    fc.property(drawn, (one) => {
      const topology = run(one);
      const { hostSandbox } = runningHostOf(topology);
      const changeable: string[] = [];
      const look = (what: string, ...parts: readonly unknown[]): void => {
        if (!parts.every((part) => Object.isFrozen(part))) changeable.push(what);
      };
      const namespaces = [...topology.nodes.values()].flatMap(({ sandbox }) => sandbox ?? []);
      for (const node of topology.nodes.values())
        look(`container ${node.name}`, node, node.attachments, node.bindings, ...node.bindings);
      for (const { members, endpoints, hosts, erased, ...rest } of [...namespaces, hostSandbox])
        look(`namespace of ${rest.owner?.name ?? 'the host'}`, members, endpoints, ...endpoints, hosts, erased);
      look('a namespace', ...namespaces, hostSandbox);
      for (const network of topology.networks.values()) {
        const { members, subnets, gateways, pools } = network;
        look(`network ${network.name}`, network, members, subnets, gateways, pools);
      }
      expect(changeable).toEqual([]);
    }),
    { numRuns: draws(40) },
  );
});
