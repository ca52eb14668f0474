import { launchTypeNamed } from '../../ecs/launch-type';
import { nounOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

export const platformVersionUnsupported = defineRule<'service', { noun: string; launchType: string }>({
  id: 'platform-version-unsupported',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a platform version for tasks on instances',
  why: 'it is the version of Fargate',
  broken: 'CreateService refuses it: "The platform version must be null when specifying an EC2 launch type."',
  fix: 'leave the platform version out, or use Fargate',
  sources: [API_SERVICE, preflight('pf-ecs-service-platform-version-ec2')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ noun, launchType }) => `the ${noun} names a platform version of Fargate, but runs on ${launchType}`,
  check(service) {
    const { at, platformVersion } = service;
    if (typeof platformVersion !== 'string') return FINE;
    const launch = launchTypeNamed(service.launchType);
    if (launch?.hasPlatformVersion !== false) return FINE;
    return [{ at: atField(at, 'platformVersion'), facts: { noun: nounOf(service), launchType: launch.name } }];
  },
});
