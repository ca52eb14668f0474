import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_DEPLOYMENT, preflight } from '../sources';

export const circuitBreakerUnsupported = defineRule<'service', { controller: string }>({
  id: 'circuit-breaker-unsupported',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a circuit breaker where ECS does not make the deployments',
  why: 'it watches the deployments of ECS',
  broken: 'CreateService refuses the service',
  fix: 'leave the circuit breaker out, or use the deployment controller ECS',
  sources: [API_DEPLOYMENT, preflight('pf-ecs-svc-circuit-breaker-with-code-deploy')],
  catalogue: ['PLACE-07'],
  explain: ({ controller }) => `the service has a circuit breaker, but its deployments are made by ${controller}`,
  check({ at, circuitBreaker, deploymentController: controller }) {
    if (circuitBreaker !== true || (controller !== 'CODE_DEPLOY' && controller !== 'EXTERNAL')) return FINE;
    return [{ at: atField(at, 'deploymentConfiguration'), facts: { controller } }];
  },
});
