import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { launchTypeNamed } from '../../ecs/launch-type';
import { launchOf, nounOf } from '../../ecs/service-reading';
import { isKnown } from '../../values/unknown';
import { API_AWSVPC, issue } from '../sources';
import { FINE } from '../violations';

export const publicIpUnsupported = defineRule<'service', { launchType: string; noun: string }>({
  id: 'public-ip-unsupported',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'public address for tasks outside of Fargate',
  why: 'on an instance the network interface of a task is a secondary one, which gets no public address',
  broken: 'CreateService refuses it: "Assign public IP is not supported for this launch type"',
  fix: ({ field }) =>
    `leave ${field('assignPublicIp')} out; put the tasks into private subnets with a NAT gateway, or use Fargate`,
  sources: [API_AWSVPC, issue('aws/aws-cdk', 13348), issue('aws/containers-roadmap', 450)],
  catalogue: ['NW-01'],
  explain: ({ launchType, noun }) =>
    `the ${noun} asks for public addresses, which launch type ${launchType} does not give`,
  check(service) {
    const { networkConfiguration } = service;
    if (networkConfiguration === undefined || !isKnown(networkConfiguration)) return FINE;
    if (networkConfiguration.assignPublicIp !== 'ENABLED') return FINE;
    const launchType = launchOf(service);
    const given = launchTypeNamed(launchType)?.givesPublicAddresses;
    if (launchType === undefined || given === true) return FINE;
    return [
      {
        at: atField(networkConfiguration.at, 'assignPublicIp'),
        facts: { launchType, noun: nounOf(service) },
        ...(given === false ? {} : { effect: 'may go wrong' }),
      },
    ];
  },
});
