import { type Words } from '../../values/fix';
import { nearest } from '../../values/similar';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { type AwsNetwork, type VpcEndpoint } from '../../vpc/aws-network';
import { endpointService, endpointServices, hasGateway, isEndpointService } from '../../vpc/endpoint-service';
import { defineRule, type Violation } from '../rule';
import { FINE, inEach } from '../violations';

type Facts = {
  service: string;
  /** What is wrong with the name. */
  wrong: 'gateway' | 'region' | 'partition' | 'name';
  /** What is there instead. */
  instead: string;
};

export const endpointServiceUnknown = defineRule<'network', Facts>({
  id: 'endpoint-service-unknown',
  subject: 'network',
  effect: 'cannot deploy',
  title: 'a VPC endpoint for a service that has none of that name, region or type',
  why: 'an endpoint is for a service by its name in the region of the VPC; gateway endpoints, the type where none is said, exist for S3 and DynamoDB only',
  broken: `EC2 refuses it: "The Vpc Endpoint Service '…' does not exist", or "… does not support the VPC endpoint type"`,
  fix: 'name a service of the region of the VPC, as `aws ec2 describe-vpc-endpoint-services` lists them',
  fixFor:
    ({ wrong, instead }) =>
    (words) =>
      FIXES[wrong](instead, words),
  sources: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    'https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/481',
  ],
  catalogue: ['§VPC E1', '§VPC E13'],
  explain: ({ service, wrong, instead }) => SENTENCES[wrong](service, instead),
  check: (network) => {
    if (network.endpoints.length === 0) return FINE;
    const region = regionOf(network);
    return inEach(network.endpoints, (endpoint) => wrongIn(endpoint, region));
  },
});

const SENTENCES: Readonly<Record<Facts['wrong'], (service: string, instead: string) => string>> = {
  gateway: (service) => `${service} has no gateway endpoint, only an interface endpoint`,
  region: (service, region) => `${service} is a service of another region than ${region}, which the VPC is in`,
  partition: (service) => `${service} is a name as services have in China, and its region is not there`,
  name: (service, instead) =>
    `no service is known by the name ${service}${instead === '' ? '' : `; there is ${instead}`}`,
};

const FIXES: Readonly<Record<Facts['wrong'], (instead: string, words: Words) => string>> = {
  gateway: (_, { set, field }) =>
    `set ${set('vpcEndpointType', 'Interface')} and write ${field('subnetIds')} and ${field('securityGroupIds')} in place of ${field('routeTableIds')}`,
  region: (region) => `name the service of ${region}`,
  partition: (instead) => `name it ${instead}`,
  name: (instead) =>
    instead === ''
      ? 'name a service that `aws ec2 describe-vpc-endpoint-services` lists'
      : `name it ${instead}, if that is meant`,
};

function wrongIn(
  { at, kind, service: name, crossesRegions, exists }: VpcEndpoint,
  region: string,
): Violation<Facts> | undefined {
  const parts = endpointService(name);
  // what is there already was accepted by AWS
  if (!parts || !isKnown(name) || exists === true) return undefined;
  // what is put together is written in another way in every language, the part of the service in one
  const said = isSaid(name) || !isSaid(parts.service) ? name : parts.service;
  const of = (wrong: Facts['wrong'], instead: string): Violation<Facts> => ({
    at: atField(at, 'serviceName'),
    facts: { service: said, wrong, instead },
  });
  if (parts.isChinese && isSaid(parts.region) && !parts.region.startsWith('cn-'))
    return of('partition', name.slice('cn.'.length));
  if (crossesRegions !== true && isSaid(region) && isSaid(parts.region) && parts.region !== region)
    return of('region', region);
  if (!isSaid(parts.service)) return undefined;
  if (!isEndpointService(parts.service)) {
    const meant = nearest(parts.service, endpointServices());
    const instead = meant === undefined ? '' : `${said.slice(0, -parts.service.length)}${meant}`;
    // a service may be newer than what is known of it
    return { ...of('name', instead), effect: 'may go wrong' };
  }
  return kind === 'gateway' && !hasGateway(parts.service) ? of('gateway', '') : undefined;
}

/** The region of a network: the one that is said, or that all zones are in which are written out. */
function regionOf({ region, subnets }: AwsNetwork): string {
  if (isSaid(region)) return region;
  const zones = subnets.flatMap(({ zone }) =>
    isKnown(zone) ? (/^([a-z]+(?:-[a-z]+)+-\d+)[a-z]$/.exec(zone)?.[1] ?? []) : [],
  );
  const [only, ...more] = new Set(zones);
  return more.length === 0 ? (only ?? region) : region;
}

/** Whether a name is written out, and not put together at deployment. */
function isSaid(text: string): boolean {
  return !text.includes('${');
}
