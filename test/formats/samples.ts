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
  'aws-account': {
    clusters: [
      {
        clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod',
        clusterName: 'prod',
        registeredContainerInstancesCount: 1,
        activeServicesCount: 1,
        capacityProviders: ['spot'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'spot', weight: 1 }],
      },
    ],
    capacityProviders: [
      {
        capacityProviderArn: 'arn:aws:ecs:eu-west-1:111122223333:capacity-provider/spot',
        name: 'spot',
        autoScalingGroupProvider: {
          autoScalingGroupArn:
            'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1:autoScalingGroupName/spot',
          managedScaling: { status: 'ENABLED' },
        },
      },
    ],
    containerInstances: [
      {
        containerInstanceArn: 'arn:aws:ecs:eu-west-1:111122223333:container-instance/prod/1',
        capacityProviderName: 'spot',
      },
    ],
    AutoScalingGroups: [
      {
        AutoScalingGroupName: 'spot',
        AutoScalingGroupARN: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1:autoScalingGroupName/spot',
        MinSize: 0,
        MaxSize: 2,
        VPCZoneIdentifier: 'subnet-1,subnet-2',
        LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '$Latest' },
        TargetGroupARNs: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1'],
      },
    ],
    LaunchTemplateVersions: [
      {
        LaunchTemplateId: 'lt-1',
        LaunchTemplateName: 'spot',
        VersionNumber: 1,
        DefaultVersion: true,
        LaunchTemplateData: {
          InstanceType: 't3.small',
          UserData: 'ZWNobyBFQ1NfQ0xVU1RFUj1wcm9kID4+IC9ldGMvZWNzL2Vjcy5jb25maWc=',
          SecurityGroupIds: ['sg-1'],
        },
      },
    ],
    services: [
      {
        serviceArn: 'arn:aws:ecs:eu-west-1:111122223333:service/prod/web',
        serviceName: 'web',
        clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod',
        taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7',
        desiredCount: 2,
        schedulingStrategy: 'REPLICA',
        healthCheckGracePeriodSeconds: 0,
        deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 },
        deployments: [
          {
            status: 'PRIMARY',
            serviceConnectConfiguration: {
              enabled: true,
              namespace: 'arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-1',
              services: [{ portName: 'http', clientAliases: [{ port: 80, dnsName: 'web' }] }],
            },
          },
        ],
        loadBalancers: [
          {
            targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1',
            containerName: 'web',
            containerPort: 80,
          },
        ],
        serviceRegistries: [{ registryArn: 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-1' }],
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
        },
        placementStrategy: [{ type: 'spread', field: 'instanceId' }],
      },
    ],
    taskDefinition: {
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7',
      family: 'web',
      revision: 7,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['EC2'],
      containerDefinitions: [
        {
          name: 'web',
          image: 'nginx',
          memory: 64,
          portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp', name: 'http' }],
          environment: [{ name: 'DB', value: 'postgres://db.abc.eu-west-1.rds.amazonaws.com:5432/shop' }],
        },
      ],
    },
    Vpcs: [
      {
        VpcId: 'vpc-1',
        CidrBlock: '10.0.0.0/16',
        DhcpOptionsId: 'dopt-1',
        OwnerId: '111122223333',
        CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '10.1.0.0/16' }],
      },
    ],
    DhcpOptions: [
      {
        DhcpOptionsId: 'dopt-1',
        OwnerId: '111122223333',
        DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }],
      },
    ],
    Subnets: [
      { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24', AvailabilityZone: 'eu-west-1a' },
      { SubnetId: 'subnet-2', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1b' },
    ],
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        Associations: [{ Main: true }, { SubnetId: 'subnet-1' }],
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
          { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' },
          { DestinationCidrBlock: '10.9.0.0/16', GatewayId: 'vgw-1', State: 'blackhole' },
        ],
      },
    ],
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        Associations: [{ SubnetId: 'subnet-1', NetworkAclId: 'acl-1' }],
        Entries: [
          {
            RuleNumber: 100,
            Protocol: '6',
            RuleAction: 'allow',
            Egress: true,
            CidrBlock: '0.0.0.0/0',
            PortRange: { From: 80, To: 90 },
          },
          { RuleNumber: 32767, Protocol: '-1', RuleAction: 'deny', Egress: false, CidrBlock: '0.0.0.0/0' },
        ],
      },
    ],
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'web',
        VpcId: 'vpc-1',
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 80,
            ToPort: 80,
            IpRanges: [{ CidrIp: '0.0.0.0/0' }],
            UserIdGroupPairs: [{ GroupId: 'sg-2' }],
          },
        ],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
    ],
    SecurityGroupRules: [
      {
        SecurityGroupRuleId: 'sgr-1',
        GroupId: 'sg-2',
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 5432,
        ToPort: 5432,
        ReferencedGroupInfo: { GroupId: 'sg-1' },
      },
    ],
    VpcEndpoints: [
      {
        VpcEndpointId: 'vpce-1',
        VpcId: 'vpc-1',
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.eu-west-1.logs',
        State: 'available',
        SubnetIds: ['subnet-1'],
        Groups: [{ GroupId: 'sg-1' }],
        PrivateDnsEnabled: true,
      },
    ],
    NatGateways: [
      { NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-2', State: 'available', ConnectivityType: 'public' },
    ],
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
    VpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        RequesterVpcInfo: { VpcId: 'vpc-1' },
        AccepterVpcInfo: { VpcId: 'vpc-2' },
        Status: { Code: 'active' },
      },
    ],
    Reservations: [
      {
        ReservationId: 'r-1',
        OwnerId: '111122223333',
        Instances: [{ InstanceId: 'i-1', VpcId: 'vpc-1', SubnetId: 'subnet-1', SecurityGroups: [{ GroupId: 'sg-1' }] }],
      },
    ],
    LoadBalancers: [
      {
        LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1',
        LoadBalancerName: 'web',
        DNSName: 'web-1.eu-west-1.elb.amazonaws.com',
        Scheme: 'internal',
        Type: 'application',
        VpcId: 'vpc-1',
        AvailabilityZones: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
        SecurityGroups: ['sg-1'],
      },
    ],
    Listeners: [
      {
        ListenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2',
        LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1',
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [
          {
            Type: 'forward',
            TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1',
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1', Weight: 1 },
              ],
            },
          },
        ],
      },
    ],
    Rules: [
      {
        RuleArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/web/1/2/3',
        Priority: '10',
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api'] } }],
        Actions: [{ Type: 'fixed-response' }],
      },
    ],
    TargetGroups: [
      {
        TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1',
        TargetGroupName: 'web',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: 'vpc-1',
        TargetType: 'ip',
        HealthCheckPort: 'traffic-port',
        LoadBalancerArns: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1'],
      },
    ],
    Namespaces: [
      {
        Id: 'ns-1',
        Arn: 'arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-1',
        Name: 'shop',
        Type: 'DNS_PRIVATE',
        Properties: { DnsProperties: { HostedZoneId: 'Z1' } },
      },
    ],
    Services: [
      {
        Id: 'srv-1',
        Arn: 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-1',
        Name: 'web',
        NamespaceId: 'ns-1',
        DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] },
      },
    ],
    DBInstances: [
      {
        DBInstanceIdentifier: 'db',
        DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:db',
        Engine: 'postgres',
        Endpoint: { Address: 'db.abc.eu-west-1.rds.amazonaws.com', Port: 5432 },
        DBSubnetGroup: { DBSubnetGroupName: 'data', Subnets: [{ SubnetIdentifier: 'subnet-1' }] },
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-2' }],
        PubliclyAccessible: false,
      },
    ],
    ScalableTargets: [
      {
        ServiceNamespace: 'ecs',
        ResourceId: 'service/prod/web',
        ScalableDimension: 'ecs:service:DesiredCount',
        ScalableTargetARN: 'arn:aws:application-autoscaling:eu-west-1:111122223333:scalable-target/1',
      },
    ],
  },
} as const;
