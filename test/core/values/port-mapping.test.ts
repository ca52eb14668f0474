import { ModelError } from '../../../lib/core/values/model-error';
import { AwsvpcPort, BridgePort, HostPort, NatPort, type PortMapping } from '../../../lib/core/values/port-mapping';
import { Port, PortRange } from '../../../lib/core/values/port';

describe('port mappings', () => {
  test('say how the port appears on the host', () => {
    const kinds: [PortMapping, string][] = [
      [BridgePort.dynamic(Port.tcp(80)), 'dynamic'],
      [BridgePort.fixed(Port.tcp(80), 8080), 'fixed'],
      [BridgePort.range(PortRange.tcp(8000, 8010)), 'range'],
      [HostPort.same(Port.udp(53)), 'same'],
      [AwsvpcPort.same(Port.tcp(80)), 'same'],
      [AwsvpcPort.range(PortRange.udp(8000, 8010)), 'range'],
      [NatPort.dynamic(Port.tcp(80)), 'dynamic'],
      [NatPort.fixed(Port.tcp(80), 8080), 'fixed'],
    ];
    expect(kinds.map(([mapping]) => mapping.published.kind)).toEqual(kinds.map(([, kind]) => kind));
  });

  test('a mapping of one mode does not compile where another is asked for', () => {
    const forBridge = (mapping: BridgePort): string => mapping.networkMode;
    // @ts-expect-error an awsvpc port has no host side
    expect(forBridge(AwsvpcPort.same(Port.tcp(80)))).toBe('awsvpc');
    // @ts-expect-error a host port is the port of the instance
    expect(forBridge(HostPort.same(Port.tcp(80)))).toBe('host');
    const posing = { networkMode: 'bridge', container: Port.tcp(80), published: { kind: 'dynamic' } } as const;
    // @ts-expect-error an object of the same shape was checked by nobody
    expect(forBridge({ ...posing, name: undefined, appProtocol: undefined })).toBe('bridge');
  });

  test('an awsvpc or host port takes no host port', () => {
    // @ts-expect-error the host side is the same port
    expect(AwsvpcPort.same(Port.tcp(80), 8080).published.kind).toBe('same');
    // @ts-expect-error a port range is not for host mode
    expect(() => HostPort.range(PortRange.tcp(1, 2))).toThrow(TypeError);
  });

  test.each([0, 65536, 1.5, -8080])('refuses host port %p', (host) => {
    expect(() => BridgePort.fixed(Port.tcp(80), host)).toThrow(
      `a host port must be an integer from 1 to 65535, got ${host}`,
    );
  });

  test.each(['HTTP', '-http', 'a b', 'http.api', '', 'x'.repeat(65)])('refuses the port name %p', (name) => {
    try {
      AwsvpcPort.same(Port.tcp(80), { name });
      throw new Error('it was accepted');
    } catch (error) {
      expect(ModelError.isModelError(error) && error.code).toBe('port-name-invalid');
    }
  });

  test('an application protocol needs a name and TCP', () => {
    expect(() => BridgePort.dynamic(Port.tcp(80), { appProtocol: 'http' })).toThrow('give the port a name');
    expect(() => AwsvpcPort.same(Port.udp(53), { name: 'dns', appProtocol: 'grpc' })).toThrow('leave appProtocol out');
    expect(BridgePort.dynamic(Port.tcp(80), { name: 'web', appProtocol: 'http2' }).appProtocol).toBe('http2');
  });
});

test.each([80, '80/tcp', undefined])('a mapping of any mode refuses %j where a Port is meant', (value) => {
  const port = value as unknown as Port;
  const all = [
    () => BridgePort.dynamic(port),
    () => HostPort.same(port),
    () => AwsvpcPort.same(port),
    () => NatPort.dynamic(port),
    () => NatPort.fixed(port, 8080),
  ];
  for (const one of all) expect(one).toThrow('the container side of a mapping is a Port');
});
