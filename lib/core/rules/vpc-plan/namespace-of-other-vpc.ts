import { inEach } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_DISCOVERY } from '../sources';

export const namespaceOfOtherVpc = defineRule<
  'vpcPlan',
  { noun: string; one: string; home: string; other: string; vpc: string }
>({
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
  check: ({ bonds }) =>
    inEach(bonds, ({ at, noun, kind, one, other }) => {
      if (kind !== 'namespace' || one.vpc === other.vpc) return undefined;
      const facts = { noun, one: one.at.path, home: one.vpc, other: other.at.path, vpc: other.vpc };
      return { at, facts, others: [other.at] };
    }),
});
