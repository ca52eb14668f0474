import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { launchOf } from '../../ecs/service-reading';
import { isKnown } from '../../values/unknown';
import { GUIDE_AWSVPC, GUIDE_FARGATE_NETWORK } from '../sources';
import { FINE } from '../violations';

export const publicSubnetWithoutWayOut = defineRule<'service', { onFargate: boolean }>({
  id: 'public-subnet-without-way-out',
  subject: 'service',
  effect: 'may go wrong',
  title: 'task without a public address in a public subnet',
  why: 'the route to the internet gateway works for public addresses only, and there is no NAT gateway on it',
  broken:
    'on Fargate the image cannot be pulled (CannotPullContainerError); on an instance it can, but the task reaches nothing outside',
  fix: ({ field }) =>
    `use private subnets with a NAT gateway or VPC endpoints, or on Fargate turn ${field('assignPublicIp')} on`,
  sources: [GUIDE_AWSVPC, GUIDE_FARGATE_NETWORK],
  catalogue: ['NW-02', 'NW-03'],
  explain: ({ onFargate }) =>
    `the tasks are in public subnets ${onFargate ? 'without a public address' : 'on instances, where they get no public address'}: they have no way out`,
  check(service) {
    const { networkConfiguration } = service;
    if (networkConfiguration === undefined || !isKnown(networkConfiguration)) return FINE;
    if (networkConfiguration.subnetsArePublic !== true) return FINE;
    const { assignPublicIp } = networkConfiguration;
    // asking for an address where there is none has a rule of its own
    if (!isKnown(assignPublicIp) || assignPublicIp === 'ENABLED') return FINE;
    const launch = launchOf(service);
    if (launch === undefined) return FINE;
    return [{ at: atField(networkConfiguration.at, 'subnets'), facts: { onFargate: launch === 'FARGATE' } }];
  },
});
