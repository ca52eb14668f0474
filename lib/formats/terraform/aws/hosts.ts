import { type Data } from '../../../core/reading/field';
import { bound } from './ecs';
import { type Maker } from './made';
import { type Shape, type Shaper } from './shape';

/** Databases, caches, brokers and whatever else in a VPC is dialled, or dials. */
export function hostMakers(shaper: Shaper): Readonly<Record<string, Maker>> {
  const { only } = bound(shaper);
  const made =
    (type: string, shape: Shape): Maker =>
    (values) => [{ type, properties: shaper.object(values, shape) }];
  const inVpc = only({ SubnetIds: 'subnet_ids', SecurityGroupIds: 'security_group_ids' });
  const cluster: Shape = {
    Engine: 'engine',
    Port: 'port',
    DBSubnetGroupName: 'db_subnet_group_name',
    VpcSecurityGroupIds: 'vpc_security_group_ids',
  };
  const subnets: Shape = { DBSubnetGroupName: 'name', SubnetIds: 'subnet_ids' };
  return {
    aws_db_instance: (values) => [
      {
        type: 'AWS::RDS::DBInstance',
        properties: {
          // the provider sends it in any case
          PubliclyAccessible: false,
          ...shaper.object(values, {
            Engine: 'engine',
            Port: 'port',
            DBSubnetGroupName: 'db_subnet_group_name',
            VPCSecurityGroups: 'vpc_security_group_ids',
            PubliclyAccessible: 'publicly_accessible',
          }),
        },
      },
    ],
    aws_rds_cluster: (values) => [
      {
        type: 'AWS::RDS::DBCluster',
        properties: { ...shaper.object(values, { ...cluster, EngineMode: 'engine_mode' }), ...apiPort(shaper, values) },
      },
    ],
    aws_neptune_cluster: made('AWS::Neptune::DBCluster', {
      DBPort: 'port',
      DBSubnetGroupName: 'neptune_subnet_group_name',
      VpcSecurityGroupIds: 'vpc_security_group_ids',
    }),
    aws_neptune_subnet_group: made('AWS::Neptune::DBSubnetGroup', subnets),
    aws_memorydb_cluster: made('AWS::MemoryDB::Cluster', {
      Port: 'port',
      SubnetGroupName: 'subnet_group_name',
      SecurityGroupIds: 'security_group_ids',
    }),
    aws_memorydb_subnet_group: made('AWS::MemoryDB::SubnetGroup', {
      SubnetGroupName: 'name',
      SubnetIds: 'subnet_ids',
    }),
    aws_redshift_cluster: made('AWS::Redshift::Cluster', {
      Port: 'port',
      ClusterSubnetGroupName: 'cluster_subnet_group_name',
      VpcSecurityGroupIds: 'vpc_security_group_ids',
      PubliclyAccessible: 'publicly_accessible',
    }),
    aws_redshift_subnet_group: made('AWS::Redshift::ClusterSubnetGroup', {
      ClusterSubnetGroupName: 'name',
      SubnetIds: 'subnet_ids',
    }),
    aws_redshiftserverless_workgroup: made('AWS::RedshiftServerless::Workgroup', {
      Port: 'port',
      SubnetIds: 'subnet_ids',
      SecurityGroupIds: 'security_group_ids',
      PubliclyAccessible: 'publicly_accessible',
    }),
    aws_msk_cluster: made('AWS::MSK::Cluster', {
      BrokerNodeGroupInfo: [
        'broker_node_group_info',
        only({ ClientSubnets: 'client_subnets', SecurityGroups: 'security_groups' }),
      ],
      ClientAuthentication: [
        'client_authentication',
        only({
          Unauthenticated: ['unauthenticated', (value) => ({ Enabled: shaper.value(value) })],
          Sasl: [
            'sasl',
            only({
              Iam: ['iam', (value) => ({ Enabled: shaper.value(value) })],
              Scram: ['scram', (value) => ({ Enabled: shaper.value(value) })],
            }),
          ],
          Tls: ['tls', () => ({ Enabled: true })],
        }),
      ],
      EncryptionInfo: [
        'encryption_info',
        only({ EncryptionInTransit: ['encryption_in_transit', only({ ClientBroker: 'client_broker' })] }),
      ],
    }),
    aws_db_subnet_group: made('AWS::RDS::DBSubnetGroup', subnets),
    aws_db_proxy: made('AWS::RDS::DBProxy', {
      EngineFamily: 'engine_family',
      VpcSubnetIds: 'vpc_subnet_ids',
      VpcSecurityGroupIds: 'vpc_security_group_ids',
    }),
    aws_docdb_cluster: made('AWS::DocDB::DBCluster', cluster),
    aws_docdb_subnet_group: made('AWS::DocDB::DBSubnetGroup', subnets),
    aws_elasticache_subnet_group: made('AWS::ElastiCache::SubnetGroup', {
      CacheSubnetGroupName: 'name',
      SubnetIds: 'subnet_ids',
    }),
    aws_elasticache_cluster: made('AWS::ElastiCache::CacheCluster', {
      Engine: 'engine',
      Port: 'port',
      CacheSubnetGroupName: 'subnet_group_name',
      VpcSecurityGroupIds: 'security_group_ids',
    }),
    aws_elasticache_replication_group: made('AWS::ElastiCache::ReplicationGroup', {
      Engine: 'engine',
      Port: 'port',
      CacheSubnetGroupName: 'subnet_group_name',
      SecurityGroupIds: 'security_group_ids',
    }),
    aws_elasticache_serverless_cache: made('AWS::ElastiCache::ServerlessCache', {
      Engine: 'engine',
      SubnetIds: 'subnet_ids',
      SecurityGroupIds: 'security_group_ids',
    }),
    aws_opensearch_domain: made('AWS::OpenSearchService::Domain', { VPCOptions: ['vpc_options', inVpc] }),
    aws_elasticsearch_domain: made('AWS::Elasticsearch::Domain', { VPCOptions: ['vpc_options', inVpc] }),
    aws_mq_broker: made('AWS::AmazonMQ::Broker', {
      EngineType: 'engine_type',
      SubnetIds: 'subnet_ids',
      SecurityGroups: 'security_groups',
      PubliclyAccessible: 'publicly_accessible',
    }),
    aws_efs_file_system: () => [{ type: 'AWS::EFS::FileSystem', properties: {} }],
    aws_efs_mount_target: made('AWS::EFS::MountTarget', {
      FileSystemId: 'file_system_id',
      SubnetId: 'subnet_id',
      SecurityGroups: 'security_groups',
    }),
    aws_lambda_function: made('AWS::Lambda::Function', { VpcConfig: ['vpc_config', inVpc] }),
  };
}

/** The API has Aurora of PostgreSQL listen on 5432 where CloudFormation has it listen on 3306. */
function apiPort(shaper: Shaper, { engine, port }: Data): object {
  const isLeftOut = port === undefined || port === null;
  return isLeftOut && shaper.value(engine) === 'aurora-postgresql' ? { Port: 5432 } : {};
}
