import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { nounOf, serviceModeOf } from '../../ecs/service-reading';
import { isKnown } from '../../values/unknown';
import { API_SERVICE, preflight } from '../sources';
import { FINE } from '../violations';

export const networkConfigurationSuperfluous = defineRule<'service', { mode: string; noun: string }>({
  id: 'network-configuration-superfluous',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'network configuration of a service whose tasks are not in awsvpc mode',
  why: 'in the other modes the tasks use the network of their instance, and have no subnets or security groups of their own',
  broken:
    'CreateService refuses it: "Network Configuration is not valid for the given networkMode of this task definition."',
  fix: ({ mode }) => `leave the network configuration out, or use ${mode('awsvpc')}`,
  sources: [API_SERVICE, preflight('pf-ecs-service-network-config-mode')],
  catalogue: ['NM-05'],
  explain: ({ mode, noun }) => `the ${noun} has a network configuration, but its tasks are in ${mode} mode`,
  check(service) {
    const { networkConfiguration } = service;
    if (networkConfiguration === undefined || !isKnown(networkConfiguration)) return FINE;
    const mode = serviceModeOf(service);
    if (!mode || mode.needsNetworkConfiguration) return FINE;
    return [{ at: atField(service.at, 'networkConfiguration'), facts: { mode: mode.name, noun: nounOf(service) } }];
  },
});
