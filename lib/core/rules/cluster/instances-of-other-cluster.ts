import { defineRule } from '../rule';
import { inEach } from '../violations';

const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

export const instancesOfOtherCluster = defineRule<'cluster', { other: string; told: boolean }>({
  id: 'instances-of-other-cluster',
  subject: 'cluster',
  effect: 'cannot work',
  title: 'instances of a capacity provider that register with another cluster',
  why: 'the capacity provider starts instances for its cluster, and ECS_CLUSTER in their user data says which cluster they join; without it that is the one called default',
  broken: 'instances start and never show up in the cluster: the tasks stay in PROVISIONING',
  fix: 'write the name of this cluster to /etc/ecs/ecs.config as ECS_CLUSTER, in the user data of the launch template',
  sources: [`${GUIDE}/ecs-agent-config.html`, `${GUIDE}/launch_container_instance.html`],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ other, told }) =>
    told
      ? `the user data of the instances registers them with the cluster ${other}`
      : `the instances have no user data, so they register with the cluster called ${other}`,
  check: ({ at, capacity }) =>
    inEach(capacity.items, ({ at: where, otherCluster: other, userData }) => {
      if (other === undefined) return undefined;
      const facts = { other, told: userData !== undefined };
      // an image of one's own may know its cluster
      return { at: where, facts, others: [at], ...(facts.told ? {} : { effect: 'may go wrong' as const }) };
    }),
});
