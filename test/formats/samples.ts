/** One valid input of each format, with most of what its reader looks at. */
export const SAMPLES = {
  cloudformation: {
    Parameters: {
      Stage: { Type: 'String', AllowedValues: ['prod', 'dev'] },
      Ports: { Type: 'CommaDelimitedList', Default: '80,81' },
    },
    Mappings: { Sizes: { prod: { Count: 4 } } },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    },
    Resources: {
      Cluster: { Type: 'AWS::ECS::Cluster', Properties: { CapacityProviders: [{ Ref: 'Provider' }] } },
      Provider: {
        Type: 'AWS::ECS::CapacityProvider',
        Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'Group' } } },
      },
      Group: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: { MaxSize: '2', LaunchTemplate: { LaunchTemplateId: { Ref: 'Launch' } } },
      },
      Launch: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: {
            InstanceType: 't3.small',
            ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}',
            SecurityGroupIds: [{ 'Fn::GetAtt': ['Wall', 'GroupId'] }],
            UserData: {
              'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config' },
            },
          },
        },
      },
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Condition: 'IsProd',
        Properties: {
          NetworkMode: { 'Fn::If': ['IsProd', 'bridge', 'awsvpc'] },
          Memory: '0.5 GB',
          ContainerDefinitions: [
            {
              Name: 'web',
              Image: { 'Fn::Sub': '${AWS::AccountId}/web' },
              PortMappings: [{ ContainerPort: { 'Fn::Select': ['0', { Ref: 'Ports' }] }, HostPort: 0 }],
              Links: ['db:database'],
              Environment: [{ Name: 'A', Value: 'B' }],
            },
            { Name: 'db', Image: 'db', Essential: false, DependsOn: [{ ContainerName: 'web', Condition: 'START' }] },
          ],
        },
      },
      Service: {
        Type: 'AWS::ECS::Service',
        DependsOn: ['Listener'],
        Properties: {
          Cluster: { Ref: 'Cluster' },
          TaskDefinition: { Ref: 'Task' },
          DesiredCount: { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'Count'] },
          LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }],
          NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: [{ Ref: 'Wall' }] } },
          ServiceConnectConfiguration: {
            Enabled: true,
            Services: [{ PortName: 'http', ClientAliases: [{ Port: 80 }] }],
          },
        },
      },
      Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 80, Protocol: 'HTTP' } },
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'Balancer' },
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
        },
      },
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { SecurityGroups: [{ Ref: 'Wall' }] },
      },
      Wall: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }] },
      },
    },
    Outputs: { Out: { Value: { Ref: 'Cluster' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-cluster' } } } },
  },
  'task-definition': {
    family: 'web',
    networkMode: 'bridge',
    requiresCompatibilities: ['EC2'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      {
        name: 'web',
        image: 'web',
        portMappings: [{ containerPort: 80, hostPort: 8080, protocol: 'tcp' }, { containerPortRange: '90-99' }],
      },
      {
        name: 'db',
        image: 'db',
        links: ['web'],
        healthCheck: { timeout: 5 },
        linuxParameters: { capabilities: { add: ['NET_ADMIN'] } },
      },
    ],
  },
  terraform: {
    provider: { docker: [{ host: 'unix:///var/run/docker.sock' }, { alias: 'far' }] },
    variable: { port: { default: 8080 } },
    locals: { name: 'front' },
    resource: {
      docker_network: {
        front: { name: '${local.name}', ipam_config: [{ subnet: '172.25.0.0/16', gateway: '172.25.0.1' }] },
      },
      docker_container: {
        web: {
          name: 'web',
          image: 'busybox',
          networks_advanced: [{ name: '${docker_network.front.id}', aliases: ['www'], ipv4_address: '172.25.3.3' }],
          ports: [{ internal: 80, external: '${var.port}' }],
        },
        side: {
          name: 'side',
          image: 'busybox',
          network_mode: 'container:${docker_container.web.id}',
          provider: 'docker',
        },
      },
      aws_ecs_task_definition: {
        app: {
          family: 'app',
          network_mode: 'host',
          container_definitions: '[{"name":"app","portMappings":[{"containerPort":80}]}]',
        },
      },
      aws_ecs_service: {
        app: { name: 'app', task_definition: '${aws_ecs_task_definition.app.arn}', desired_count: 1 },
      },
    },
  },
  stack: {
    services: {
      web: {
        image: 'web',
        ports: ['8080:80', { target: 443, published: '8443', mode: 'host' }],
        networks: { front: { aliases: ['www'] } },
        deploy: { replicas: 2, placement: { constraints: ['node.role == worker'] } },
      },
      db: { image: 'db', networks: ['front'], deploy: { mode: 'global', endpoint_mode: 'dnsrr' } },
    },
    networks: { front: { driver: 'overlay' } },
  },
  compose: {
    services: {
      web: {
        image: 'web',
        ports: ['8080:80', { target: 443, published: '8443', host_ip: '127.0.0.1' }, '9000-9001:90-91/udp'],
        networks: { front: { aliases: ['www'], ipv4_address: '172.25.3.3' }, back: null },
        links: ['db:database'],
        depends_on: ['db'],
        extra_hosts: ['there:10.0.0.1'],
      },
      db: { extends: { service: 'base' }, networks: ['back'], expose: ['5432'], scale: 2 },
      base: { image: '${IMAGE:-db}' },
      debug: { image: 'debug', profiles: ['never'] },
      side: { image: 'side', network_mode: 'service:web' },
    },
    networks: { front: { ipam: { config: [{ subnet: '172.25.0.0/16' }] } }, back: { internal: true } },
  },
  'docker-inspect': [
    {
      Id: 'b859aad7e763',
      Name: '/web',
      State: { Running: true, Paused: false, Restarting: false },
      HostConfig: {
        NetworkMode: 'front',
        PortBindings: {
          '80/tcp': [{ HostIp: '', HostPort: '8080' }],
          '81/udp': [{ HostIp: '127.0.0.1', HostPort: '' }],
        },
        Links: ['/db:/web/database'],
        ExtraHosts: ['gate:10.0.0.1'],
        Dns: ['9.9.9.9'],
        PublishAllPorts: true,
      },
      Config: {
        Hostname: 'b859aad7e763',
        Image: 'nginx',
        Env: ['DATABASE_URL=postgres://db:5432/shop'],
        Cmd: ['nginx', '-g', 'daemon off;'],
        Entrypoint: null,
        ExposedPorts: { '80/tcp': {}, '82/tcp': {} },
        Labels: { 'com.docker.compose.project': 'shop' },
        Healthcheck: { Test: ['CMD-SHELL', 'wget -q localhost'] },
      },
      Mounts: [{ Destination: '/data' }],
      NetworkSettings: {
        Ports: {
          '80/tcp': [
            { HostIp: '0.0.0.0', HostPort: '8080' },
            { HostIp: '::', HostPort: '8080' },
          ],
          '81/udp': [{ HostIp: '127.0.0.1', HostPort: '32768' }],
          '82/tcp': [{ HostIp: '0.0.0.0', HostPort: '32769' }],
        },
        Networks: {
          front: {
            IPAMConfig: { IPv4Address: '172.28.0.10' },
            Links: null,
            Aliases: ['www', 'b859aad7e763'],
            IPAddress: '172.28.0.10',
            IPPrefixLen: 16,
            GlobalIPv6Address: '',
            Gateway: '172.28.0.1',
          },
          unseen: {
            Aliases: null,
            IPAddress: '172.29.0.2',
            IPPrefixLen: 16,
            GlobalIPv6Address: 'fd00::2',
            GlobalIPv6PrefixLen: 64,
          },
        },
      },
    },
    {
      Id: '1b2ebccfc6cc',
      Name: 'front',
      Driver: 'bridge',
      Scope: 'local',
      EnableIPv6: false,
      IPAM: {
        Driver: 'default',
        Config: [{ Subnet: '172.28.0.0/16', Gateway: '172.28.0.1', IPRange: '172.28.5.0/24' }],
      },
      Internal: false,
      Options: { 'com.docker.network.bridge.enable_icc': 'true' },
      Labels: {},
    },
    {
      Id: 'e21c37d092d8',
      Name: 'bridge',
      Driver: 'bridge',
      IPAM: { Config: [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }] },
      Options: { 'com.docker.network.bridge.enable_icc': 'false', 'com.docker.network.driver.mtu': '1500' },
    },
  ],
  'docker-run': {
    dockerCommands: [
      ['docker', 'network', 'create', '--subnet', '172.25.0.0/16', '--gateway=172.25.0.1', '-o', 'a=b', 'front'],
      ['docker', 'network', 'connect', '--alias', 'api', '--ip', '172.25.3.4', 'front', 'db'],
      'docker run -d --name db postgres'.split(' '),
      [
        ...'docker run -dp 8080:80 -p 127.0.0.1::81/udp --name web --network name=front,alias=www --link db:data -P'.split(
          ' ',
        ),
        ...['--add-host', 'there:10.0.0.1', '-e', { text: 'A=\u0001', why: 'variable A has no value' }, 'nginx', 'sh'],
      ],
      ['docker', 'create', '--network', 'container:web', '--expose', '90-99', '--restart', 'always', 'side'],
    ],
  },
} as const;
