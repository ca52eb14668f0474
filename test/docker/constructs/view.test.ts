import {
  inspectContainer,
  inspectNetwork,
  listNetworks,
  networkListText,
} from '../../../lib/core/engine/answers/docker-view';
import { Cidr } from '../../../lib/core/values/address';
import { BridgePort } from '../../../lib/core/values/port-mapping';
import { Port } from '../../../lib/core/values/port';
import {
  BridgeNetwork,
  DockerContainer,
  type DockerEngine,
  ExistingNetwork,
  OverlayNetwork,
  SidecarContainer,
} from '../../../lib/docker';
import { newEngine } from '../synth';

const image = 'busybox:latest';
const walkThrough = (version: number): DockerEngine => {
  const engine = newEngine({ settings: { version } });
  const isolated = new BridgeNetwork(engine, 'isolated_nw', { subnets: [Cidr.parse('172.25.0.0/16')] });
  const container2 = new DockerContainer(engine, 'container2', { image, extraHosts: { db: '10.0.0.7' } });
  container2.connect(isolated, { aliases: ['two'] });
  container2.publish(BridgePort.dynamic(Port.tcp(80)));
  container2.publish(BridgePort.fixed(Port.udp(53), 53), { address: '127.0.0.1' });
  new DockerContainer(engine, 'container3', { image, networks: [isolated.endpoint({ ipv4: '172.25.3.3' })] });
  new SidecarContainer(engine, 'shell', { image, of: container2 });
  return engine;
};

describe('the plan as docker network ls shows it', () => {
  it('has the networks of the engine, of the app and those that were there', () => {
    const engine = walkThrough(29);
    new OverlayNetwork(engine, 'my-multihost-network');
    ExistingNetwork.fromName(engine, 'There', 'there');
    expect(networkListText(listNetworks(engine.topology))).toMatchInlineSnapshot(`
     "NETWORK ID            NAME                   DRIVER                SCOPE
     (known after apply)   bridge                 bridge                local
     (known after apply)   host                   host                  local
     (known after apply)   isolated_nw            bridge                local
     (known after apply)   my-multihost-network   overlay               swarm
     (known after apply)   none                   null                  local
     (known after apply)   there                  (known after apply)   (known after apply)"
    `);
  });
});

describe('the plan as docker network inspect shows it', () => {
  it('has subnets, options and members', () => {
    expect(inspectNetwork(walkThrough(29).topology, 'isolated_nw')).toMatchInlineSnapshot(`
     {
       "Attachable": false,
       "Containers": {
         "container2": {
           "IPv4Address": "(known after apply)",
           "IPv6Address": "",
           "MacAddress": "(known after apply)",
           "Name": "container2",
         },
         "container3": {
           "IPv4Address": "172.25.3.3/16",
           "IPv6Address": "",
           "MacAddress": "(known after apply)",
           "Name": "container3",
         },
       },
       "Driver": "bridge",
       "EnableIPv6": false,
       "IPAM": {
         "Config": [
           {
             "Gateway": "172.25.0.1",
             "Subnet": "172.25.0.0/16",
           },
         ],
         "Driver": "default",
       },
       "Id": "(known after apply)",
       "Ingress": false,
       "Internal": false,
       "Name": "isolated_nw",
       "Options": {},
       "Scope": "local",
     }
    `);
  });

  it('knows a hardware address where the engine makes it of the address', () => {
    const { Containers } = inspectNetwork(walkThrough(20).topology, 'isolated_nw');
    expect(Containers['container3']).toEqual({
      Name: 'container3',
      MacAddress: '02:42:ac:19:03:03',
      IPv4Address: '172.25.3.3/16',
      IPv6Address: '',
    });
  });

  it('has the members that are left after a step', () => {
    const after = walkThrough(29).topology.after(
      { do: 'disconnect', container: 'container2', network: 'isolated_nw' },
      { do: 'stop', container: 'container3' },
    );
    expect(inspectNetwork(after, 'isolated_nw').Containers).toEqual({});
    expect(Object.keys(inspectNetwork(after, 'bridge').Containers)).toEqual(['container2']);
  });

  it('shows the default bridge as the engine does', () => {
    const config = (version: number): unknown => inspectNetwork(walkThrough(version).topology, 'bridge').IPAM.Config;
    expect(config(29)).toEqual([{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }]);
    expect(config(20)).toEqual([{ Subnet: '172.17.0.0/16' }]);
  });

  it('refuses a network that is not there', () => {
    expect(() => inspectNetwork(walkThrough(29).topology, 'nope')).toThrow('there is no network "nope" on this host');
  });
});

describe('the plan as docker inspect shows it', () => {
  it('has mode, ports and endpoints of a container', () => {
    expect(inspectContainer(walkThrough(29).topology, 'container2')).toMatchInlineSnapshot(`
     {
       "Config": {
         "Hostname": "(known after apply)",
       },
       "HostConfig": {
         "Dns": [],
         "ExtraHosts": [
           "db:10.0.0.7",
         ],
         "NetworkMode": "bridge",
         "PortBindings": {
           "53/udp": [
             {
               "HostIp": "127.0.0.1",
               "HostPort": "53",
             },
           ],
           "80/tcp": [
             {
               "HostIp": "0.0.0.0",
               "HostPort": "0",
             },
           ],
         },
         "PublishAllPorts": false,
       },
       "Name": "/container2",
       "NetworkSettings": {
         "Networks": {
           "bridge": {
             "Aliases": [],
             "Gateway": "172.17.0.1",
             "GlobalIPv6Address": "",
             "GlobalIPv6PrefixLen": 0,
             "IPAddress": "(known after apply)",
             "IPPrefixLen": 16,
             "IPv6Gateway": "",
             "MacAddress": "(known after apply)",
           },
           "isolated_nw": {
             "Aliases": [
               "two",
             ],
             "Gateway": "172.25.0.1",
             "GlobalIPv6Address": "",
             "GlobalIPv6PrefixLen": 0,
             "IPAddress": "(known after apply)",
             "IPPrefixLen": 16,
             "IPv6Gateway": "",
             "MacAddress": "(known after apply)",
           },
         },
         "Ports": {
           "53/udp": [
             {
               "HostIp": "127.0.0.1",
               "HostPort": "53",
             },
           ],
           "80/tcp": [
             {
               "HostIp": "0.0.0.0",
               "HostPort": "(known after apply)",
             },
           ],
         },
       },
     }
    `);
  });

  it('shows nothing but the mode for a container in the stack of another one', () => {
    const { HostConfig, NetworkSettings } = inspectContainer(walkThrough(29).topology, 'shell');
    expect(HostConfig.NetworkMode).toBe('container:container2');
    expect(NetworkSettings).toEqual({ Ports: {}, Networks: {} });
  });
});
