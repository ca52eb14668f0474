import { defineRule } from '../rule';
import { connectOf } from '../../ecs/service-reading';
import { GUIDE_CONNECT } from '../sources';
import { FINE } from '../violations';

export const serviceConnectController = defineRule<'service', { controller: string }>({
  id: 'service-connect-controller',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'Service Connect with deployments that ECS does not do itself',
  why: 'its endpoints are made and moved by the deployments of ECS',
  broken: 'CreateService refuses the service',
  fix: 'use the deployment controller ECS, which also has blue/green deployments',
  sources: [GUIDE_CONNECT],
  catalogue: ['SC-03'],
  explain: ({ controller }) => `the service uses Service Connect, but its deployments are made by ${controller}`,
  check(service) {
    const connect = connectOf(service);
    const { deploymentController: controller } = service;
    if (!connect || (controller !== 'CODE_DEPLOY' && controller !== 'EXTERNAL')) return FINE;
    return [{ at: connect.at, facts: { controller } }];
  },
});
