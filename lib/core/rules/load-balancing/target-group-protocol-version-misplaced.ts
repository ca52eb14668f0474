import { type TargetGroup } from '../../ecs/service';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, issue, preflight } from '../sources';

type Problem = { problem: string; isWithoutGrpcCode: boolean };

export const targetGroupProtocolVersionMisplaced = defineRule<'loadBalancing', Problem>({
  id: 'target-group-protocol-version-misplaced',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a protocol version that the target group does not support',
  why: 'the versions GRPC, HTTP1 and HTTP2 are for HTTP and HTTPS target groups, and gRPC codes are for GRPC',
  broken: 'Elastic Load Balancing refuses it, for instance with "Health check matcher GRPC code can not be empty"',
  fix: 'leave the version out, or give the target group the protocol HTTP or HTTPS',
  fixFor: ({ isWithoutGrpcCode }) =>
    isWithoutGrpcCode
      ? ({ field }) => `set ${field('grpcCode')} in the place of ${field('httpCode')}, such as "0" or "0-99"`
      : undefined,
  sources: [
    API_TARGET_GROUP,
    preflight('pf-elbv2-tg-protocol-version-http-only', 'elbv2'),
    preflight('pf-elbv2-tg-protocol-version-values', 'elbv2'),
    preflight('pf-elbv2-tg-matcher-grpc-requires-grpc', 'elbv2'),
    issue('aws/copilot-cli', 5958),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ problem }) => `the target group ${problem}`,
  check: ({ targetGroups }) =>
    inEach(targetGroups, (group) => {
      const problem = problemOf(group);
      return problem === undefined ? undefined : { at: atField(group.at, 'protocolVersion'), facts: problem };
    }),
});

const VERSIONS: readonly string[] = ['GRPC', 'HTTP1', 'HTTP2'];

function problemOf({ protocol, protocolVersion: version, healthCheck }: TargetGroup): Problem | undefined {
  const isHttp = protocol === 'HTTP' || protocol === 'HTTPS';
  const saying = (problem: string, isWithoutGrpcCode = false): Problem => ({ problem, isWithoutGrpcCode });
  if (typeof version === 'string') {
    if (!VERSIONS.includes(version))
      return saying(`has the version ${quoted(version)}; possible are ${VERSIONS.join(', ')}`);
    if (typeof protocol === 'string' && !isHttp) return saying(`speaks ${protocol} and has the version ${version}`);
  }
  const { httpCode, grpcCode } = healthCheck ?? {};
  if (version === 'GRPC' && typeof httpCode === 'string' && grpcCode === undefined)
    return saying(`expects HTTP codes (${quoted(httpCode)}) and has the version GRPC`, true);
  if (typeof grpcCode !== 'string' || !isKnown(version) || version === 'GRPC') return undefined;
  return saying(`expects gRPC codes and has the version ${version ?? 'HTTP1'}`);
}
