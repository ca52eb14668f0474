import { isEndpointService } from './endpoint-service';

/** A regional service of AWS by one of its usual names. */
export interface NamedAwsService {
  readonly service: string;
  readonly region: string;
}

/** Services whose names are not those of their endpoints. */
const CALLED_OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['firehose', 'kinesis-firehose'],
  ['kinesis', 'kinesis-streams'],
]);

/** Services with names of their customers in front of their own. */
const WITH_OWN_NAMES: ReadonlySet<string> = new Set(['s3', 'execute-api']);

const IN_REGION = /^(.+)\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/;

/**
 * The service that a host such as `logs.eu-west-1.amazonaws.com` is of: the private name of an endpoint is the same.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function serviceAt(host: string): NamedAwsService | undefined {
  const [, labels, region] = IN_REGION.exec(host) ?? [];
  if (labels === undefined || region === undefined) return undefined;
  const service = serviceOf(labels.split('.'));
  return service === undefined ? undefined : { service, region };
}

function serviceOf(labels: readonly string[]): string | undefined {
  const [last = '', first, ...more] = [...labels].reverse();
  const agent = /^ecs-([at])(?:-\d+)?$/.exec(last);
  if (agent && first === undefined) return agent[1] === 'a' ? 'ecs-agent' : 'ecs-telemetry';
  if (WITH_OWN_NAMES.has(last)) return last;
  if (first === undefined) {
    const name = CALLED_OTHERWISE.get(last) ?? last;
    return isEndpointService(name) ? name : undefined;
  }
  // api.ecr is ecr.api, and 111122223333.dkr.ecr is ecr.dkr
  const name = `${last}.${first}`;
  const isWhole = more.length === (name === 'ecr.dkr' ? 1 : 0);
  return isWhole && isEndpointService(name) ? name : undefined;
}

/**
 * Whether a name is one that AWS gives to what its customers make, such as databases, balancers and endpoints: it may have
 * private addresses, wherever it is resolved.
 */
export function isAmazonName(host: string): boolean {
  return /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|on\.aws|api\.aws)$/.test(host);
}
