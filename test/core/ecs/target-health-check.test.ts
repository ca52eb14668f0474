import { type TargetGroup, type TargetHealthCheck } from '../../../lib/core/ecs/service';
import { healthCheckOf } from '../../../lib/core/ecs/target-health-check';
import { NOTHING } from '../../../lib/core/values/listed';
import { Unknown } from '../../../lib/core/values/unknown';

const LEFT_OUT: TargetHealthCheck = {
  enabled: undefined,
  path: undefined,
  intervalSeconds: undefined,
  timeoutSeconds: undefined,
  healthyThreshold: undefined,
  unhealthyThreshold: undefined,
  httpCode: undefined,
  grpcCode: undefined,
};

const group = (more: Partial<TargetGroup>): TargetGroup => ({
  at: { path: 'Group' },
  healthCheck: LEFT_OUT,
  protocol: 'TCP',
  protocolVersion: undefined,
  port: 80,
  targetType: 'ip',
  healthCheckPort: undefined,
  healthCheckProtocol: undefined,
  loadBalancer: 'network',
  listenerProtocols: NOTHING,
  ...more,
});

const timeoutOf = (more: Partial<TargetGroup>): unknown => healthCheckOf(group(more))?.timeoutSeconds;

describe('the timeout of a health check that names none', () => {
  test('is that of the protocol of the group and of the check', () => {
    expect(timeoutOf({ protocol: 'HTTP' })).toBe(5);
    expect(timeoutOf({ protocol: 'GENEVE' })).toBe(5);
    expect(timeoutOf({})).toBe(10);
    expect(timeoutOf({ healthCheckProtocol: 'HTTP' })).toBe(6);
  });

  test('is not known where the protocol of the check is a parameter', () => {
    expect(timeoutOf({ healthCheckProtocol: new Unknown('a parameter') })).toBeInstanceOf(Unknown);
  });

  test('is nothing for a function, which has no protocol', () => {
    expect(healthCheckOf(group({ protocol: undefined, targetType: 'lambda' }))).toBeUndefined();
  });
});
