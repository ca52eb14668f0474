import { defineRule } from '../rule';
import { connectOf, launchFactsOf, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { GUIDE_CONNECT } from '../sources';
import { FINE } from '../violations';

export const serviceConnectPlatform = defineRule<'service', { platform: string }>({
  id: 'service-connect-platform',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'Service Connect where its proxy does not run',
  why: 'its proxy is a Linux container that the agent adds to the task',
  broken: 'CreateService refuses the service, or its tasks are never placed',
  fix: 'use service discovery or a load balancer there',
  sources: [GUIDE_CONNECT],
  catalogue: ['SC-02'],
  explain: ({ platform }) => `the service uses Service Connect, which does not exist on ${platform}`,
  check(service) {
    const connect = connectOf(service);
    if (!connect) return FINE;
    const task = taskOf(service);
    if (launchFactsOf(service)?.hasEndpoints === false)
      return [{ at: connect.at, facts: { platform: 'external instances' } }];
    // where the mode is the obstacle, that is the finding
    if (task?.operatingSystem === 'windows' && serviceModeOf(service)?.serviceConnect !== 'none') {
      return [{ at: connect.at, facts: { platform: 'Windows' } }];
    }
    const version = service.platformVersion;
    if (typeof version === 'string' && /^1\.[0-3]\./.test(version)) {
      return [{ at: connect.at, facts: { platform: `Fargate platform version ${version}` } }];
    }
    return FINE;
  },
});
