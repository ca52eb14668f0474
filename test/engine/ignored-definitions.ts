import { type ContainerInspectInfo } from 'dockerode';
import { type PrivateEngine } from './private-engine';

/** Looks at what became of a definition that the engine accepted, and says what is missing of it. */
type Observation = (engine: PrivateEngine) => Promise<string>;

const inspect = (engine: PrivateEngine, name: string): Promise<ContainerInspectInfo> =>
  engine.docker.getContainer(name).inspect();

/** Fails the test when what was asked for did come about after all. */
function missing(isMissing: boolean, what: string): string {
  if (!isMissing) throw new Error(`the engine did it: not true that ${what}`);
  return what;
}

async function output(engine: PrivateEngine, container: string, ...command: string[]): Promise<string> {
  const exec = await engine.docker
    .getContainer(container)
    .exec({ Cmd: command, AttachStdout: true, AttachStderr: true, Tty: true });
  const stream = await exec.start({ Tty: true });
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

async function noPorts(engine: PrivateEngine): Promise<string> {
  const { NetworkSettings } = await inspect(engine, 'c1');
  const bound = Object.values(NetworkSettings.Ports).flatMap((one) => (one as unknown[] | null) ?? []);
  return missing(bound.length === 0, 'no port of c1 is bound');
}

/** By rule: what an engine leaves undone without saying so. */
export const IGNORED: Readonly<Record<string, Observation>> = {
  'ipv6-subnet-unused': async (engine) => {
    const { NetworkSettings } = await inspect(engine, 'c1');
    return missing(NetworkSettings.Networks['web']?.GlobalIPv6Address === '', 'c1 has no IPv6 address');
  },
  'ip-range-outside-subnet': async (engine) => {
    const { NetworkSettings } = await inspect(engine, 'c1');
    const address = NetworkSettings.Networks['web']?.IPAddress ?? '';
    return missing(address !== '' && !address.startsWith('10.74.0.'), 'the address of c1 is not in the range');
  },
  'driver-option-too-new': async (engine) => {
    const { NetworkSettings } = await inspect(engine, 'c1');
    return missing(
      NetworkSettings.Networks['web']?.Gateway === '10.81.0.1',
      'the bridge has an address: it is not isolated',
    );
  },
  'mac-address-in-shared-stack': async (engine) => {
    const [asked, interfaces] = ['02:42:ac:11:00:05', await output(engine, 'c1', 'ip', 'link')];
    return missing(interfaces !== '' && !interfaces.includes(asked), 'no interface in c1 has the address');
  },
  'driver-option-unreadable': async (engine) => {
    const options = await optionsOf(engine, 'web');
    return missing(
      Object.keys(options).some((key) => key.startsWith('com.docker.network.advertise_addr_')),
      'the option is stored and not looked at',
    );
  },
  'gateway-mode-unknown': (engine) => optionStored(engine, 'com.docker.network.bridge.gateway_mode_ipv4', 'nope'),
  'gateway-mode-isolated': (engine) => optionStored(engine, 'com.docker.network.bridge.gateway_mode_ipv4', 'isolated'),
  'network-without-family': (engine) => optionStored(engine, 'com.docker.network.enable_ipv4', 'false'),
  'default-bridge-hijacked': async (engine) => {
    const container = await engine.docker.createContainer({ Image: 'busybox', Cmd: ['sleep', '9'], name: 'late' });
    const message = await container.start().then(
      () => '',
      (error: unknown) => (error as { json?: { message?: string } }).json?.message ?? '',
    );
    const bridge = await engine.docker
      .getNetwork('bridge')
      .inspect()
      .then(
        () => '',
        () => 'the default bridge is gone',
      );
    return missing(
      /does not exist|not found/.test(message) || bridge !== '',
      'no container starts on the default bridge',
    );
  },
  'network-joined-twice': async (engine) => {
    const { NetworkSettings } = await inspect(engine, 'c1');
    const aliases = (NetworkSettings.Networks['web']?.Aliases as string[] | null) ?? [];
    return missing(!aliases.includes('db'), 'c1 has no alias db');
  },
  'alias-unresolvable': async (engine) => {
    const text = await output(engine, 'c2', 'ping', '-c1', '-W1', 'x'.repeat(64));
    return missing(/bad address/.test(text), 'the alias does not resolve');
  },
  'networks-in-container-mode': async (engine) => {
    const { NetworkSettings } = await inspect(engine, 'c1');
    const address = NetworkSettings.Networks['web']?.IPAddress ?? '';
    return missing(address === '', 'c1 has no address on web');
  },
  'ports-in-host-mode': noPorts,
  'ports-in-none-mode': noPorts,
  'ports-without-way-in': noPorts,
  'published-address-unreadable': async (engine) => {
    const { NetworkSettings } = await inspect(engine, 'c1');
    const addresses = Object.values(NetworkSettings.Ports).flatMap((one) => one.map(({ HostIp }) => HostIp));
    return missing(addresses.includes('0.0.0.0'), 'the port is bound on every address');
  },
  'links-in-shared-stack': async (engine) => {
    const ping = await output(engine, 'c1', 'ping', '-c1', '-W1', 'db');
    return missing(!/1 packets received/.test(ping), 'c1 does not reach db');
  },
  'link-target-elsewhere': async (engine) => {
    const ping = await output(engine, 'c1', 'ping', '-c1', '-W1', 'db');
    return missing(/bad address/.test(ping), 'the name db does not resolve in c1');
  },
  'published-ipv6-unforwarded': noPorts,
  'container-port-out-of-range': async (engine) => {
    const { NetworkSettings } = await inspect(engine, 'c1');
    return missing('0/tcp' in NetworkSettings.Ports, 'a port of the host leads to port 0, on which nobody can listen');
  },
  'engine-link-alias-taken': async (engine) => {
    const lines = (await output(engine, 'c1', 'cat', '/etc/hosts')).split('\n');
    const second = (await inspect(engine, 'c2')).NetworkSettings.Networks['bridge']?.IPAddress ?? '';
    const named = lines.filter((line) => line.startsWith(`${second}\t`) && /\bdb\b/.test(line));
    const ping = await output(engine, 'c1', 'ping', '-c1', '-W1', 'db');
    return missing(named.length === 0 || !ping.includes(second), 'db is not c2');
  },
  'dns-server-unreadable': async (engine) => {
    const text = await output(engine, 'c1', 'cat', '/etc/resolv.conf');
    return missing(
      /nameserver (?:nope|10\.0\.0\.2:53)/.test(text),
      'the resolver of c1 is told to ask what is no address',
    );
  },
};

/** An option that the driver does not know is kept as it was written, whatever it says. */
async function optionStored(engine: PrivateEngine, key: string, value: string): Promise<string> {
  return missing((await optionsOf(engine, 'web'))[key] === value, 'the option is stored and not looked at');
}

async function optionsOf(engine: PrivateEngine, network: string): Promise<Readonly<Record<string, string>>> {
  const { Options } = (await engine.docker.getNetwork(network).inspect()) as {
    readonly Options?: Record<string, string>;
  };
  return Options ?? {};
}
