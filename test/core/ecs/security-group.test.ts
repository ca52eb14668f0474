import { covers, type TrafficFilter, type TrafficRule } from '../../../lib/core/ecs/security-group';
import { Unknown } from '../../../lib/core/values/unknown';

const at = { path: 'Gate' };

function filter(rule: Partial<TrafficRule>, complete = true): TrafficFilter {
  const tcp80: TrafficRule = { at, protocol: 'tcp', from: 80, to: 80, peer: { kind: 'group', group: 'sg-balancer' } };
  return { at, key: 'sg-gate', ingress: { items: [{ ...tcp80, ...rule }], complete } };
}

describe('a security group', () => {
  const cases: [string, TrafficFilter, boolean | undefined][] = [
    ['admits the group it names on its port', filter({}), true],
    ['admits it on all ports of all protocols', filter({ protocol: '-1', from: undefined, to: undefined }), true],
    ['knows tcp by its number', filter({ protocol: '6' }), true],
    ['knows tcp in capital letters', filter({ protocol: 'TCP' }), true],
    ['admits nothing over TCP that names no ports', filter({ protocol: 'TCP', from: undefined, to: undefined }), false],
    ['does not admit another group', filter({ peer: { kind: 'group', group: 'sg-other' } }), false],
    ['does not admit on another port', filter({ from: 81, to: 90 }), false],
    ['does not admit another protocol', filter({ protocol: 'udp' }), false],
    ['does not admit when its rule names nobody', filter({ peer: undefined }), false],
    [
      'leaves it open whether an address block holds the group',
      filter({ peer: { kind: 'block', block: '10.0.0.0/8' } }),
      undefined,
    ],
    [
      'leaves it open while the group is unknown',
      filter({ peer: { kind: 'group', group: new Unknown('later') } }),
      undefined,
    ],
    ['leaves it open while the port is unknown', filter({ from: new Unknown('later') }), undefined],
    ['admits nobody where a protocol with ports names none', filter({ from: undefined, to: undefined }), false],
    ['leaves it open while rules are missing', filter({ from: 81, to: 90 }, false), undefined],
  ];
  test.each(cases)('%s', (_, group, verdict) => {
    expect(covers(group.ingress, ['sg-balancer'], [80, 80], 'tcp')).toBe(verdict);
  });
});
