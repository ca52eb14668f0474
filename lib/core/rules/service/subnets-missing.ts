import { nounOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_AWSVPC } from '../sources';

export const subnetsMissing = defineRule<'service', { noun: string }>({
  id: 'subnets-missing',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a network configuration without subnets',
  why: 'each task gets an interface in one of them',
  broken: 'CreateService refuses it: "subnets can not be empty."',
  fix: 'name at least one subnet',
  sources: [API_AWSVPC],
  catalogue: ['NW-04'],
  explain: ({ noun }) => `the network configuration of the ${noun} names no subnet`,
  check(service) {
    const network = service.networkConfiguration;
    if (network === undefined || !isKnown(network)) return FINE;
    const { items, complete } = network.subnets;
    if (items.length > 0 || !complete) return FINE;
    return [{ at: atField(network.at, 'subnets'), facts: { noun: nounOf(service) } }];
  },
});
