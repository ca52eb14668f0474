import { Port } from '../../../lib/core/values/port';
import { type DockerEngine, LocalCluster, type LocalClusterProps } from '../../../lib/docker';
import { readCloudFormation } from '../../../lib/formats';
import { newEngine, resources, synthesize, thrown, warnings } from '../synth';

type Resources = Readonly<Record<string, object>>;

const ref = (to: string): object => ({ Ref: to });
const att = (of: string, attribute: string): object => ({ 'Fn::GetAtt': [of, attribute] });

function task(family: string, mode: string, container: object = {}): object {
  const containers = [{ Name: family, Image: 'busybox', Memory: 64, ...container }];
  return {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: { Family: family, NetworkMode: mode, ContainerDefinitions: containers },
  };
}

function service(of: string, more: object = {}): object {
  const network = { AwsvpcConfiguration: { Subnets: ['subnet-1'] } };
  return {
    Type: 'AWS::ECS::Service',
    Properties: { TaskDefinition: ref(of), NetworkConfiguration: network, ...more },
  };
}

const listening = (port: number): object => ({ PortMappings: [{ ContainerPort: port, Name: 'http' }] });

/** A web service behind a load balancer, and an api with a name in Cloud Map. */
const SHOP: Resources = {
  Namespace: {
    Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
    Properties: { Name: 'shop.local', Vpc: 'vpc-1' },
  },
  Registry: {
    Type: 'AWS::ServiceDiscovery::Service',
    Properties: {
      Name: 'api',
      NamespaceId: ref('Namespace'),
      DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 60 }] },
    },
  },
  Web: task('web', 'awsvpc', listening(8000)),
  Api: task('api', 'awsvpc', listening(8000)),
  ApiService: service('Api', { ServiceRegistries: [{ RegistryArn: att('Registry', 'Arn') }] }),
  Front: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: ['subnet-1', 'subnet-2'] } },
  Group: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Port: 80, Protocol: 'HTTP', VpcId: 'vpc-1', TargetType: 'ip' },
  },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: ref('Front'),
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }],
    },
  },
  WebService: service('Web', {
    LoadBalancers: [{ ContainerName: 'web', ContainerPort: 8000, TargetGroupArn: ref('Group') }],
  }),
};

function cluster(
  template: Resources,
  more: Partial<LocalClusterProps> = {},
): { engine: DockerEngine; made: LocalCluster } {
  const engine = newEngine();
  const { tasks, services, loadBalancing } = readCloudFormation({ body: { Resources: template } });
  return { engine, made: new LocalCluster(engine, 'app', { tasks, services, loadBalancing, ...more }) };
}

function reach(engine: DockerEngine, from: string, name: string, port: number): string {
  return engine.topology.reach({ from, to: { name }, port: Port.tcp(port) }).kind;
}

describe('the tasks and services of an app on an engine', () => {
  test('reach each other by their names in Cloud Map, and not by the names of containers', () => {
    const { engine } = cluster(SHOP);
    expect(reach(engine, 'web-1-web', 'api.shop.local', 8000)).toBe('reachable');
    expect(reach(engine, 'web-1-web', 'api', 8000)).toBe('blocked');
  });

  test('run in as many copies as are asked for, by family', () => {
    const { engine } = cluster(SHOP, { copies: { api: 2 } });
    expect(Object.keys(resources(engine, 'docker_container')).sort()).toEqual([
      ...['api-1-api', 'api-1-pause', 'api-2-api', 'api-2-pause', 'web-1-pause', 'web-1-web'],
    ]);
  });

  test('have no load balancer, and a claim says so, until there is an image for a proxy', () => {
    const claims = (made: LocalCluster): readonly string[] => made.claims.get('web')!.map(({ id }) => id);
    expect(claims(cluster(SHOP).made)).toContain('load-balancer');
    const { engine, made } = cluster(SHOP, { balancerImage: 'busybox', copies: { web: 2 } });
    expect(claims(made)).toContain('load-balancer-proxy');
    const proxy = resources(engine, 'docker_container')['Front-80']!;
    expect(proxy['ports']).toEqual([{ internal: 80, external: 80, ip: '127.0.0.1', protocol: 'tcp' }]);
    expect(proxy['command']).toEqual(expect.arrayContaining(['exec nc $(shuf -n1 -e web-1-pause web-2-pause) 8000']));
    expect(reach(engine, 'Front-80', 'web-2-pause', 8000)).toBe('reachable');
  });

  test('a proxy in front of bridge tasks dials them by their addresses', () => {
    const { engine } = cluster(
      { ...SHOP, Web: task('web', 'bridge', { ...listening(8000) }) },
      { balancerImage: 'busybox', copies: { web: 2 } },
    );
    const ip = (label: string): string => `\${docker_container.local_app_${label}.network_data[0].ip_address}`;
    expect(resources(engine, 'docker_container')['Front-80']).toMatchObject({
      network_mode: 'bridge',
      host: [
        { host: 'web-1-web', ip: ip('web-1-web') },
        { host: 'web-2-web', ip: ip('web-2-web') },
      ],
    });
  });

  test('a listener that a plain proxy cannot stand for is a warning', () => {
    const listener = { ...(SHOP['Listener'] as { Properties: object }) };
    const secure = { ...listener, Properties: { ...listener.Properties, Protocol: 'HTTPS', Port: 443 } };
    const { engine } = cluster({ ...SHOP, Listener: secure }, { balancerImage: 'busybox' });
    expect(warnings(engine).join('\n')).toContain('a plain proxy does not speak HTTPS');
    expect(Object.keys(resources(engine, 'docker_container'))).not.toContain('Front-443');
  });

  test('what two tasks want of one host fails the synth', () => {
    const fixed = { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] };
    const { engine } = cluster({ One: task('one', 'bridge', fixed), Two: task('two', 'bridge', fixed) });
    expect(() => synthesize(engine)).toThrow(/8080/);
  });

  test('copies are of families that there are', () => {
    expect(thrown(() => cluster(SHOP, { copies: { wbe: 2 } })).message).toMatch(/no task is called "wbe".*"web"/s);
    expect(thrown(() => cluster(SHOP, { copies: { web: 0 } })).message).toMatch(/whole number from 1/);
  });
});
