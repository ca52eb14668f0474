import { atField } from '../../values/place';
import { FINE, type NoFacts } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

export const codeDeployWithoutLoadBalancer = defineRule<'service', NoFacts>({
  id: 'code-deploy-without-load-balancer',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a service that CodeDeploy deploys without a load balancer',
  why: 'CodeDeploy moves the traffic from one target group to another',
  broken: 'CreateService refuses it: "the service requires an Application Load Balancer or Network Load Balancer"',
  fix: 'put the service behind a target group, or use the deployment controller ECS',
  sources: [API_SERVICE, preflight('pf-ecs-service-codedeploy-lb')],
  catalogue: ['§1.4 Load balancers'],
  explain: () => 'the service is deployed by CodeDeploy, but has no load balancer',
  check({ at, deploymentController, loadBalancers: { items, complete } }) {
    if (deploymentController !== 'CODE_DEPLOY' || items.length > 0 || !complete) return FINE;
    return [{ at: atField(at, 'deploymentController'), facts: {} }];
  },
});
