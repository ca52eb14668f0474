import { type ContainerSpec, type EndpointDefinition } from '../../lib/core/engine/definition/docker-host';
import { prepareInputs, readInputs } from '../../lib/formats';
import { box, hostOf, net, on } from '../core/rules/docker/host';
import { asHcl } from './hcl-writer';
import { asCompose, asScript, asTerraform, type Written } from './writers';

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

const listed = <T>(...items: T[]): { items: readonly T[]; complete: true } => ({ items, complete: true });

const SETTINGS = {
  hostname: 'mail',
  domainname: 'shop.example',
  dns: listed('10.0.0.53'),
  dnsSearch: listed('lan', 'shop.example'),
  dnsOptions: listed('ndots:2'),
  sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' },
  restart: 'always',
  hostIpc: true,
} satisfies Partial<ContainerSpec>;

const ATTACHMENT = {
  macAddress: '02:00:00:00:00:01',
  driverOptions: { 'com.docker.network.endpoint.sysctls': 'net.ipv4.conf.IFNAME.log_martians=1' },
  linkLocal: listed('169.254.7.7'),
} satisfies Partial<EndpointDefinition>;

const HOST = hostOf([net('front'), { ...box('web', { on: [{ ...on('front', {}), ...ATTACHMENT }] }), ...SETTINGS }], {
  version: 29,
});

const WRITTEN: readonly (readonly [string, string, (host: typeof HOST) => Written])[] = [
  ['Terraform JSON', 'main.tf.json', asTerraform],
  [
    'HCL',
    'main.tf',
    (host) => {
      const written = asTerraform(host);
      return 'text' in written ? { text: asHcl(written.text) } : written;
    },
  ],
  ['compose', 'compose.yaml', asCompose],
  ['a script of docker run', 'up.sh', asScript],
];

test.each([
  [
    'compose.yaml',
    'services: {web: {image: a, sysctls: ["${TUNE:-net.core.somaxconn}=1024", "net.ipv4.ip_forward=${ON}"]}}',
  ],
  ['up.sh', 'docker run -d --name web --sysctl $SYS --sysctl net.ipv4.ip_forward=$ON a'],
])('of kernel parameters in %s, a name that a variable stands in for is not known', (name, text) => {
  const [input] = readInputs([{ name, text }]);
  const names = Object.keys(input!.reading.dockerHosts[0]!.containers.items[0]!.sysctls ?? {});
  expect(names.filter((one) => !/^net\.core\.somaxconn$/.test(one))).toEqual(['net.ipv4.ip_forward']);
});

test('parameters of an interface are what Podman sets itself', () => {
  const line = (program: string): string =>
    `${program} run -d --name web --sysctl net.ipv4.conf.eth1.rp_filter=1 --sysctl net.ipv4.ip_forward=1 a`;
  const names = (text: string): string[] => {
    const [input] = readInputs([{ name: 'up.sh', text }]);
    return Object.keys(input!.reading.dockerHosts[0]!.containers.items[0]!.sysctls ?? {});
  };
  expect(names(line('podman'))).toEqual(['net.ipv4.ip_forward']);
  expect(names(line('docker'))).toEqual(['net.ipv4.conf.eth1.rp_filter', 'net.ipv4.ip_forward']);
});

test.each(WRITTEN)('what a container is given beside ports and names is read from %s', (_format, name, write) => {
  const written = write(HOST);
  if (!('text' in written)) throw new Error(written.cannot);
  const [input] = readInputs([{ name, text: written.text }]);
  const [spec] = input!.reading.dockerHosts[0]!.containers.items;
  expect(spec).toMatchObject(SETTINGS);
  expect(spec!.endpoints.items[0]).toMatchObject({ network: expect.stringMatching(/front$/) as string, ...ATTACHMENT });
});
