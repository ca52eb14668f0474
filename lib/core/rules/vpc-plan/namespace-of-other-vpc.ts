import { acrossVpcs, type BondFacts } from './bonds';
import { defineRule } from '../rule';
import { GUIDE_DISCOVERY } from '../sources';

export const namespaceOfOtherVpc = defineRule<'vpcPlan', BondFacts>({
  id: 'namespace-of-other-vpc',
  subject: 'vpcPlan',
  effect: 'may go wrong',
  title: 'discovery namespace that belongs to another VPC',
  why: 'the resolver of a VPC answers from the private namespaces of that VPC',
  broken: 'silently, the tasks do not find each other by name: whoever looks them up in their VPC gets no answer',
  fix: 'make the namespace for the VPC of the tasks',
  sources: [GUIDE_DISCOVERY],
  catalogue: ['SD-07'],
  explain: ({ noun, one, home, other, vpc }) =>
    `the namespace of the ${noun}, ${other}, is in VPC ${vpc}, but its subnet ${one} is in VPC ${home}`,
  check: acrossVpcs('namespace'),
});
