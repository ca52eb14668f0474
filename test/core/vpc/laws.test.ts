import fc from '../../law';
import { draws } from '../../thoroughness';
import { type PathVerdict } from '../../../lib/core/vpc/path-verdict';
import { reachInNetwork, type NetworkQuestion } from '../../../lib/core/vpc/reach';
import { startIn } from '../../../lib/core/vpc/start';
import { network, networkOf, outward, question, type Resource, type Resources } from './random-network';
import { unjustified } from './trace-checker';

const asked = fc.oneof(question, outward);
const ask = (resources: Resources, one: NetworkQuestion): PathVerdict => reachInNetwork(networkOf(resources), one);

/** How open a verdict is; what is not known is between. */
function openness(verdict: PathVerdict): number {
  if (verdict.kind === 'reachable') return 3;
  if (verdict.kind === 'unknown') return 2;
  return verdict.extent === 'may' ? 1 : 0;
}

function withRule(resources: Resources, id: string, field: string, rule: object): Resources {
  const group = resources[id];
  if (!group) throw new Error(`there is no ${id}`);
  const rules = (group.Properties[field] ?? []) as readonly object[];
  return { ...resources, [id]: { ...group, Properties: { ...group.Properties, [field]: [...rules, rule] } } };
}

const EVERYONE = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

describe('every network of AWS', () => {
  test('gives a verdict whose hops are justified by what is written', () => {
    fc.assert(
      fc.property(network, asked, (resources, one) => {
        const read = networkOf(resources);
        const { trace } = reachInNetwork(read, one);
        expect(trace.map((hop) => unjustified(read, hop)).filter((fault) => fault !== undefined)).toEqual([]);
      }),
      { numRuns: draws(300) },
    );
  });

  test('answers the same in whatever order its resources stand', () => {
    fc.assert(
      fc.property(network, asked, fc.infiniteStream(fc.nat()), (resources, one, order) => {
        const shuffled = Object.entries(resources)
          .map((entry): [number, [string, Resource]] => [order.next().value as number, entry])
          .sort(([a], [b]) => a - b)
          .map(([, entry]) => entry);
        const [first, second] = [ask(resources, one), ask(Object.fromEntries(shuffled), one)];
        expect(openness(second)).toBe(openness(first));
      }),
      { numRuns: draws(150) },
    );
  });

  test('is not shut by a rule that lets everyone in', () => {
    fc.assert(
      fc.property(network, asked, fc.constantFrom('G0', 'G1'), (resources, one, group) => {
        const more = withRule(resources, group, 'SecurityGroupIngress', EVERYONE);
        expect(openness(ask(more, one))).toBeGreaterThanOrEqual(openness(ask(resources, one)));
      }),
      { numRuns: draws(150) },
    );
  });

  test('is not opened by a first line of a network ACL that denies everything', () => {
    fc.assert(
      fc.property(network, asked, fc.boolean(), (resources, one, Egress) => {
        const line: Resource = {
          Type: 'AWS::EC2::NetworkAclEntry',
          Properties: {
            NetworkAclId: { Ref: 'Acl' },
            RuleNumber: 0,
            Protocol: -1,
            RuleAction: 'deny',
            Egress,
            CidrBlock: '0.0.0.0/0',
          },
        };
        const less = { ...resources, Denied: line };
        expect(openness(ask(less, one))).toBeLessThanOrEqual(openness(ask(resources, one)));
      }),
      { numRuns: draws(150) },
    );
  });

  test('says of every start and of every way what blocks it, or what is not known', () => {
    fc.assert(
      fc.property(network, asked, (resources, one) => {
        const read = networkOf(resources);
        const verdicts = [reachInNetwork(read, one), ...read.starts.map((start) => startIn(read, start).verdict)];
        for (const verdict of verdicts) {
          if (verdict.kind === 'blocked') expect(verdict.causes.length).toBeGreaterThan(0);
          if (verdict.kind === 'unknown') expect(verdict.gaps.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: draws(150) },
    );
  });
});
