import { desiredTasks } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_FARGATE_NETWORK, GUIDE_SUBNET_SIZE } from '../sources';

export const subnetAddressesExhausted = defineRule<'service', { tasks: number; addresses: number }>({
  id: 'subnet-addresses-exhausted',
  subject: 'service',
  effect: 'cannot work',
  title: 'more tasks than the subnets have addresses',
  why: 'each awsvpc task takes an address, and AWS keeps five of each subnet',
  broken: 'the service never reaches its desired count: tasks stop because no address is free',
  fix: 'use larger or more subnets, or fewer tasks',
  sources: [GUIDE_SUBNET_SIZE, GUIDE_FARGATE_NETWORK],
  catalogue: ['NW-06'],
  explain: ({ tasks, addresses }) => `${tasks} tasks are to run, and the subnets have ${addresses} addresses to give`,
  check(service) {
    const network = service.networkConfiguration;
    const tasks = desiredTasks(service);
    if (network === undefined || !isKnown(network) || tasks === undefined || network.addresses === undefined)
      return FINE;
    if (tasks <= network.addresses) return FINE;
    return [{ at: atField(service.at, 'desiredCount'), facts: { tasks, addresses: network.addresses } }];
  },
});
