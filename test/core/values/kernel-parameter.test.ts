import { dotted, interfaceIn, isOwnOfContainer, isParameter } from '../../../lib/core/values/kernel-parameter';

describe('a kernel parameter', () => {
  test.each([
    ['net.ipv4.ip_forward', 'net.ipv4.ip_forward'],
    ['net/ipv4/ip_forward', 'net.ipv4.ip_forward'],
    ['net/ipv4/conf/eth0.100/rp_filter', 'net.ipv4.conf.eth0/100.rp_filter'],
    ['net.ipv4.conf.eth0/100.rp_filter', 'net.ipv4.conf.eth0/100.rp_filter'],
  ])('%s is %s with dots', (written, name) => {
    expect(dotted(written)).toBe(name);
  });

  test.each([
    ['net.core.somaxconn', true],
    ['net.core.rmem_max', 'unsure'],
    ['kernel.shmmax', true],
    ['kernel.pid_max', 'unsure'],
    ['vm.max_map_count', false],
  ])('%s is one that a container has of its own: %s', (name, expected) => {
    expect(isOwnOfContainer(name)).toBe(expected);
  });

  test('of an interface has its name, of a VLAN too', () => {
    expect(interfaceIn('net.ipv4.conf.eth0/100.rp_filter')).toEqual({
      name: 'eth0/100',
      pattern: 'net.ipv4.conf.IFNAME.rp_filter',
    });
    expect(interfaceIn('net.ipv4.conf.all.rp_filter')).toBeUndefined();
  });

  test.each(['$SYS', '${TUNE}', '', 'net', '1.2'])('%j is none by its name', (text) => {
    expect(isParameter(text)).toBe(false);
  });
});
