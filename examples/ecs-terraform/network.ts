import { type Construct } from 'constructs';
import { AwsResource } from 'portwright/ecs-terraform';

/** A VPC with a public and a private subnet in each of two zones, and one NAT gateway. */
export function network(scope: Construct): { vpcId: string; publicSubnets: string[]; privateSubnets: string[] } {
  const { id: vpcId } = new AwsResource(scope, 'Vpc', 'aws_vpc', {
    cidr_block: '10.0.0.0/16',
    enable_dns_support: true,
    enable_dns_hostnames: true,
  });
  const zones = ['a', 'b'];
  const subnet = (kind: string, index: number, zone: string): string =>
    new AwsResource(scope, `${kind}-${zone}`, 'aws_subnet', {
      vpc_id: vpcId,
      cidr_block: `10.0.${index * 64}.0/18`,
      availability_zone: `eu-west-1${zone}`,
      map_public_ip_on_launch: kind === 'Public',
    }).id;
  const publicSubnets = zones.map((zone, index) => subnet('Public', index, zone));
  const privateSubnets = zones.map((zone, index) => subnet('Private', index + 2, zone));

  const internet = new AwsResource(scope, 'Internet', 'aws_internet_gateway', { vpc_id: vpcId });
  const address = new AwsResource(scope, 'NatAddress', 'aws_eip', { domain: 'vpc' });
  const nat = new AwsResource(scope, 'Nat', 'aws_nat_gateway', {
    subnet_id: publicSubnets[0],
    allocation_id: address.id,
  });
  route(scope, 'PublicRoutes', vpcId, { gateway_id: internet.id }, publicSubnets);
  route(scope, 'PrivateRoutes', vpcId, { nat_gateway_id: nat.id }, privateSubnets);
  return { vpcId, publicSubnets, privateSubnets };
}

/** A route table for some subnets, with one way out. */
function route(scope: Construct, id: string, vpcId: string, to: object, subnets: readonly string[]): void {
  const table = new AwsResource(scope, id, 'aws_route_table', {
    vpc_id: vpcId,
    route: [{ cidr_block: '0.0.0.0/0', ...to }],
  });
  for (const [index, subnet] of subnets.entries()) {
    new AwsResource(scope, `${id}-${index}`, 'aws_route_table_association', {
      subnet_id: subnet,
      route_table_id: table.id,
    });
  }
}
