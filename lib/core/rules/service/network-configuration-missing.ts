import { type Fix } from '../../values/fix';
import { defineRule } from '../rule';
import { nounOf, serviceModeOf } from '../../ecs/service-reading';
import { API_SERVICE, GUIDE_AWSVPC, preflight } from '../sources';
import { FINE } from '../violations';

type Facts = {
  mode: string;
  noun: string;
  /** How the author calls it; empty where that is not known. */
  path: string;
  /** What is there instead, with letters of another case; empty where nothing is. */
  misspelt: string;
};

const TEMPLATES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide';
const OF_RULE = `${TEMPLATES}/aws-properties-events-rule-networkconfiguration.html`;
const OF_SCHEDULE = `${TEMPLATES}/aws-properties-scheduler-schedule-networkconfiguration.html`;

export const networkConfigurationMissing = defineRule<'service', Facts>({
  id: 'network-configuration-missing',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'service of awsvpc tasks without a network configuration',
  why: 'each of its tasks gets a network interface, and somebody has to say in which subnets',
  broken:
    'CreateService and RunTask refuse it: "Network Configuration must be provided when networkMode \'awsvpc\' is specified."',
  fix: ({ field, either }) =>
    `give the service ${field('awsvpcConfiguration')} with its subnets${either('; AwsvpcService takes them from the VPC of the cluster', '')}`,
  fixFor: ({ noun, path, misspelt }) => wayOut(noun, path, misspelt),
  sources: [API_SERVICE, GUIDE_AWSVPC, OF_RULE, OF_SCHEDULE, preflight('pf-ecs-service-network-config-mode')],
  sourceFor: ({ noun, path }) => {
    if (noun !== 'scheduled task') return noun === 'service' ? API_SERVICE : GUIDE_AWSVPC;
    return /AwsVpc|ecs_target/.test(path)
      ? OF_RULE
      : /^EcsParameters|^ecs_parameters/.test(path)
        ? OF_SCHEDULE
        : GUIDE_AWSVPC;
  },
  catalogue: ['NM-05'],
  explain: ({ mode, noun, path, misspelt }) =>
    misspelt === ''
      ? `the tasks are in ${mode} mode, but the ${noun} has no network configuration`
      : `the tasks are in ${mode} mode, and the network configuration of the ${noun} is called ${misspelt} instead of ${lastOf(path)}`,
  check(service) {
    if (service.networkConfiguration !== undefined) return FINE;
    // with an external controller each task set has its own
    const { deploymentController: controller } = service;
    if (nounOf(service) === 'service' && controller !== 'ECS' && controller !== 'CODE_DEPLOY') return FINE;
    const mode = serviceModeOf(service);
    if (!mode?.needsNetworkConfiguration) return FINE;
    const { path = '', misspelt = '', at = service.at } = service.networkSpelling ?? {};
    return [{ at, facts: { mode: mode.name, noun: nounOf(service), path, misspelt } }];
  },
});

function wayOut(noun: string, path: string, misspelt: string): Fix | undefined {
  if (misspelt !== '') return `write ${lastOf(path)}, with letters of this case`;
  if (noun === 'service' || path === '') return undefined;
  const owner = noun === 'scheduled task' ? 'target' : noun;
  return ({ field }) => `add ${path} with ${field('subnets')} to the ${owner}`;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
