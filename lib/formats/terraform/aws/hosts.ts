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
    aws_db_instance: made('AWS::RDS::DBInstance', {
      Engine: 'engine',
      Port: 'port',
      DBSubnetGroupName: 'db_subnet_group_name',
      VPCSecurityGroups: 'vpc_security_group_ids',
      PubliclyAccessible: 'publicly_accessible',
    }),
    aws_rds_cluster: made('AWS::RDS::DBCluster', { ...cluster, EngineMode: 'engine_mode' }),
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
