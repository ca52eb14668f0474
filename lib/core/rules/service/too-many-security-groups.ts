import { nounOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';
import { API_AWSVPC } from '../sources';
import { FINE } from '../violations';

const MAX_GROUPS = 5;

export const tooManySecurityGroups = defineRule<'service', { noun: string; groups: number }>({
  id: 'too-many-security-groups',
  subject: 'service',
  effect: 'cannot deploy',
  title: `more than ${MAX_GROUPS} security groups in a network configuration`,
  why: 'it is a limit of the API',
  broken: 'CreateService refuses the service',
  fix: 'put the rules of several groups into one',
  sources: [API_AWSVPC],
  catalogue: ['NW-04'],
  explain: ({ noun, groups }) =>
    `the network configuration of the ${noun} names ${groups} security groups; at most ${MAX_GROUPS} are allowed`,
  check(service) {
    const { networkConfiguration } = service;
    if (networkConfiguration === undefined || !isKnown(networkConfiguration)) return FINE;
    const { length } = networkConfiguration.securityGroups.items;
    if (length <= MAX_GROUPS) return FINE;
    return [
      { at: atField(networkConfiguration.at, 'securityGroups'), facts: { noun: nounOf(service), groups: length } },
    ];
  },
});
