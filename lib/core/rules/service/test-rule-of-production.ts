import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';

export const testRuleOfProduction = defineRule<'service', { rule: string }>({
  id: 'test-rule-of-production',
  subject: 'service',
  effect: 'may go wrong',
  title: 'one listener rule for production and for test traffic',
  why: 'by the one ECS sends tests to the new tasks while the other still sends everybody to the old ones',
  broken: 'the service is refused, or tests reach what everybody reaches',
  fix: 'name another listener or rule for the test traffic, or none',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html',
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ rule }) => `${rule} is named for production traffic and for test traffic`,
  check: ({ loadBalancers }) =>
    inEach(loadBalancers.items, ({ at, productionRule, testRule }) => {
      if (productionRule === undefined || testRule === undefined) return undefined;
      if (!isKnown(testRule) || productionRule !== testRule) return undefined;
      return { at: atField(at, 'advancedConfiguration'), facts: { rule: testRule } };
    }),
});
