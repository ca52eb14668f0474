import { nounOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';
import { API_AWSVPC } from '../sources';
import { FINE } from '../violations';

const MAX_SUBNETS = 16;

export const tooManySubnets = defineRule<'service', { noun: string; subnets: number }>({
  id: 'too-many-subnets',
  subject: 'service',
  effect: 'cannot deploy',
  title: `more than ${MAX_SUBNETS} subnets in a network configuration`,
  why: 'it is a limit of the API',
  broken: 'CreateService refuses the service',
  fix: 'name fewer subnets; one per availability zone is enough',
  sources: [API_AWSVPC],
  catalogue: ['NW-04'],
  explain: ({ noun, subnets }) =>
    `the network configuration of the ${noun} names ${subnets} subnets; at most ${MAX_SUBNETS} are allowed`,
  check(service) {
    const { networkConfiguration } = service;
    if (networkConfiguration === undefined || !isKnown(networkConfiguration)) return FINE;
    const { length } = networkConfiguration.subnets.items;
    return length <= MAX_SUBNETS
      ? FINE
      : [{ at: atField(networkConfiguration.at, 'subnets'), facts: { noun: nounOf(service), subnets: length } }];
  },
});
