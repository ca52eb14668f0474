import { does } from '../../engine/definition/engine-version';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const subnetOfAny = defineRule<'dockerHost', { network: string; subnet: string }>({
  id: 'subnet-of-any',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'block of all addresses as a subnet',
  why: '0.0.0.0/N and ::/N are no addresses that a machine can have; from 29 on they ask for any subnet of that size',
  broken:
    'before 29 no container starts: "route for the gateway 0.0.0.1 could not be found: network is unreachable", /0 is ' +
    'refused: "Pool overlaps with other one on this address space"; 29 takes a subnet of its own choice, which Terraform reads as a change, or has none of that size: "invalid address pool"',
  fix: 'name a private subnet, or leave the block out and let the engine choose',
  sources: ['https://docs.docker.com/engine/network/#subnet-allocation'],
  catalogue: ['1.3 /0', '1.3 0.0.0.0/8'],
  explain: ({ network, subnet }) => `subnet ${subnet} of network ${network} holds no address that a container can have`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const cidr = subnetOf(block);
      if (!cidr?.first.isUnspecified) continue;
      const chosen = does(host.engine, 'subnets-by-size') && (cidr.prefix === 0 || cidr.prefix >= 16);
      yield {
        at: atField(block.at, 'subnet'),
        facts: { network: nameOf(network), subnet: cidr.toString() },
        effect: chosen ? 'may go wrong' : 'cannot work',
      };
    }
  },
});
