import fc from '../../law';
import { draws } from '../../thoroughness';
import { type PathVerdict } from '../../../lib/core/vpc/path-verdict';
import { reachInNetwork } from '../../../lib/core/vpc/reach';
import { targetTraffic } from '../../../lib/core/vpc/target-traffic';
import { networkOf, topology, type Resources } from './random-network';

const PLACES = ['S0', 'S1', 'S2', 'S3', 'subnet-1'];
/** The second ones are copies of the first ones. */
const GROUPS = ['G0', 'G1', 'SecondG0', 'SecondG1', 'sg-1'];
const NAMES = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((name) => `${name}Service`);

const placed = fc.record({
  subnets: fc.oneof(
    fc.constantFrom<string[]>(['S0'], ['S0', 'S1']),
    fc.subarray(PLACES, { minLength: 1, maxLength: 3 }),
  ),
  groups: fc.oneof(
    fc.constantFrom(...GROUPS).map((group): string[] => [group]),
    fc.subarray(GROUPS, { maxLength: 2 }),
  ),
});

/** Six more services with the tasks of service A, in subnets and groups that some of them share. */
const crowd = fc
  .tuple(topology, fc.array(placed, { minLength: NAMES.length, maxLength: NAMES.length }))
  .map(([resources, places]): Resources => {
    const { A: model, G0, G1 } = resources;
    if (!model || !G0 || !G1) throw new Error('service A or a group is missing');
    const named = (id: string): unknown => (id.includes('-') ? id : { Ref: id });
    const services = places.map(({ subnets, groups }, at) => {
      const own = { Subnets: subnets.map(named), ...(groups.length > 0 ? { SecurityGroups: groups.map(named) } : {}) };
      const Properties = { ...model.Properties, NetworkConfiguration: { AwsvpcConfiguration: own } };
      return [NAMES[at] ?? '', { ...model, Properties }] as const;
    });
    return { ...resources, SecondG0: G0, SecondG1: G1, ...Object.fromEntries(services) };
  });

function textOf(verdict: PathVerdict): unknown {
  const { trace } = verdict;
  return {
    kind: verdict.kind,
    causes:
      verdict.kind === 'blocked'
        ? verdict.causes.map(({ kind, reason, extent, element, facts }) => [kind, reason, extent, element.key, facts])
        : [],
    gaps: verdict.kind === 'reachable' ? [] : verdict.gaps.map(({ kind, element, why }) => [kind, element.key, why]),
    trace: trace.map(({ step, element, by }) => [step, element.key, by?.key, by?.at.path]),
  };
}

describe('services whose subnets or groups are alike', () => {
  test('get the answer that they would get if nobody had been asked before', () => {
    fc.assert(
      fc.property(crowd, (resources) => {
        const read = networkOf(resources);
        for (const from of NAMES) {
          for (const to of NAMES.filter((name) => name !== from)) {
            const asked = { from, to, port: 443 };
            // what was answered is kept with a network, so a copy has no answers yet
            const alone = reachInNetwork({ ...read }, asked);
            expect(textOf(reachInNetwork(read, asked))).toEqual(textOf(alone));
          }
        }
      }),
      { numRuns: draws(40) },
    );
  });

  test('are sent by a load balancer what each would be sent if it were the only target', () => {
    const registered = crowd.map((resources): Resources => {
      if (!resources['Targets']) return resources;
      const LoadBalancers = [{ ContainerName: 'app', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }];
      const behind = (one: Resources[string]): Resources[string] => ({
        ...one,
        Properties: { ...one.Properties, LoadBalancers },
      });
      return Object.fromEntries(
        Object.entries(resources).map(([id, one]) => [id, NAMES.includes(id) ? behind(one) : one]),
      );
    });
    let asked = 0;
    fc.assert(
      fc.property(registered, (resources) => {
        const network = networkOf(resources);
        for (const { balancer, target, asks, verdict } of targetTraffic(network)) {
          const balancerTargets = network.balancerTargets.map((group) => ({
            ...group,
            targets: { ...group.targets, items: group.targets.items.filter((one) => one === target) },
          }));
          const alone = targetTraffic({ ...network, balancerTargets }).filter(
            (one) => one.balancer === balancer && one.asks === asks,
          );
          expect(alone.map((one) => textOf(one.verdict))).toEqual([textOf(verdict)]);
          asked += 1;
        }
      }),
      { numRuns: draws(100) },
    );
    expect(asked).toBeGreaterThan(0);
  });
});
