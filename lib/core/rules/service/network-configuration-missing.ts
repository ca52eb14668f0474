import { defineRule } from '../rule';
import { nounOf, serviceModeOf } from '../../ecs/service-reading';
import { API_SERVICE, GUIDE_AWSVPC, preflight } from '../sources';
import { FINE } from '../violations';

export const networkConfigurationMissing = defineRule<'service', { mode: string; noun: string }>({
  id: 'network-configuration-missing',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'service of awsvpc tasks without a network configuration',
  why: 'each of its tasks gets a network interface, and somebody has to say in which subnets',
  broken:
    'CreateService and RunTask refuse it: "Network Configuration must be provided when networkMode \'awsvpc\' is specified."',
  fix: ({ field, either }) =>
    `give the service ${field('awsvpcConfiguration')} with its subnets${either('; AwsvpcService takes them from the VPC of the cluster', '')}`,
  fixFor: ({ noun }) =>
    noun === 'service'
      ? undefined
      : ({ field }) => `give the ${noun} a network configuration, ${field('awsvpcConfiguration')} with its subnets`,
  sources: [API_SERVICE, GUIDE_AWSVPC, preflight('pf-ecs-service-network-config-mode')],
  catalogue: ['NM-05'],
  explain: ({ mode, noun }) => `the tasks are in ${mode} mode, but the ${noun} has no network configuration`,
  check(service) {
    if (service.networkConfiguration !== undefined) return FINE;
    // with an external controller each task set has its own
    const { deploymentController: controller } = service;
    if (nounOf(service) === 'service' && controller !== 'ECS' && controller !== 'CODE_DEPLOY') return FINE;
    const mode = serviceModeOf(service);
    return mode?.needsNetworkConfiguration
      ? [{ at: service.at, facts: { mode: mode.name, noun: nounOf(service) } }]
      : FINE;
  },
});
