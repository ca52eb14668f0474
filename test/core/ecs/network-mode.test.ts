import { AWSVPC, BRIDGE, DEFAULT, NETWORK_MODES, networkModeOf, NONE } from '../../../lib/core/ecs/network-mode';

describe('network modes', () => {
  test('are found by the value a task definition has, and by what leaving it out means', () => {
    expect(networkModeOf('awsvpc')).toBe(AWSVPC);
    expect(networkModeOf(undefined)).toBe(BRIDGE);
    expect(networkModeOf(undefined, 'windows')).toBe(DEFAULT);
    expect(networkModeOf('default')).toBeUndefined();
    expect(networkModeOf('Bridge')).toBeUndefined();
  });

  test.each(NETWORK_MODES.map((mode) => [mode.name, mode] as const))(
    '%s gives answers that fit together',
    (_name, mode) => {
      // whoever owns the address is where a port appears, is filtered, and is what a load balancer registers
      expect(mode.targetType).toBe({ task: 'ip', instance: 'instance', nobody: undefined }[mode.addressOwner]);
      expect(mode.securityGroup).toBe({ task: 'task', instance: 'instance', nobody: 'none' }[mode.addressOwner]);
      expect(mode.hostPort === 'absent').toBe(mode.addressOwner === 'nobody');
      expect(mode.claimsHostPorts).toBe(mode.addressOwner === 'instance');
      expect(mode.takesNetworkInterface).toBe(mode.addressOwner === 'task');
      expect(mode.needsNetworkConfiguration).toBe(mode.addressOwner === 'task');
      expect(mode.discoveryRecords.includes('A')).toBe(mode.addressOwner === 'task');
      expect(mode.sharesLocalhost).toBe(mode.namespace !== 'container');
      if (mode.namespace === 'instance') expect(mode.settings.netSystemControls).toBe('refused');
      expect(mode.settings.links === 'works').toBe(mode.namesInTask === 'links');
      expect(mode.limits.length).toBeGreaterThan(2);
    },
  );

  test('without a network there is nobody to reach', () => {
    expect(NONE.reachesNetwork).toBe(false);
    expect(NONE.protocols).toEqual([]);
  });
});
